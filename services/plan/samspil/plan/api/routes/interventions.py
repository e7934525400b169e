"""``/v1/citizens/{citizen}/plan/interventions``: the help that was decided."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from samspil.contracts.plan import Method, WithoutGoal
from samspil.plan.api.doors import Door, Planner
from samspil.plan.api.given_by import GivenBy, giver_of
from samspil.plan.api.help_now import HelpNow, told
from samspil.plan.domain.add_intervention import WRONG_HELP, add_intervention
from samspil.plan.domain.giver import DeputyIsTheWorker, DeputyMissing
from samspil.plan.domain.granted import DecisionMissing, UnknownUnit, granted
from samspil.plan.domain.plan import Intervention, NoPlan, PlanOver
from samspil.plan.handlers.change_plan import change_plan
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.unit import Unit
from samspil.web.body import SOME_ID, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/interventions", tags=["plan"])

A_WEEK = 7 * 24 * 60
"""Minutes."""


class AddIntervention(GivenBy):
    """Help for one of the plan's goals, or on an exception of the law, and who gives it."""

    EXAMPLE: ClassVar = {
        "goal_id": SOME_ID,
        "provision": "sel-85",
        "decision_reference": "2026-0457",
        "support_worker": "kontaktperson-social",
        "support_worker_name": "Aisha Digtet",
        "support_worker_phone": "12 34 56 78",
        "deputy": "kontaktperson-2",
        "deputy_name": "Bente Prøve",
        "method": "open_dialogue",
        "minutes_per_week": 90,
        "review_by": in_days(180),
        "purpose": "At komme ud blandt andre igen.",
    }

    goal_id: Annotated[UUID | None, Field(description="The goal that it serves.")] = None
    without_goal: Annotated[
        WithoutGoal | None, Field(description="Why it may be given though no goal asks for it.")
    ] = None
    provision: Annotated[LegalBasis, Field(description="The paragraph that it is given under, e.g. sel-85.")]
    decision_reference: Annotated[
        Annotated[str, StringConstraints(pattern="^[A-Za-z0-9./-]{1,60}$")] | None,
        Field(
            description="The decision's number in the municipality's case system; none where the help is "
            "given without a decision."
        ),
    ] = None
    unit: Annotated[Unit | None, Field(description="Who provides it, by the unit's code.")] = None
    method: Method | None = None
    minutes_per_week: Annotated[int, Field(ge=1, le=A_WEEK, strict=True)] | None = None
    starts_on: Annotated[AgreedDay | None, Field(description="From when it is agreed, if not said.")] = None
    review_by: Annotated[
        AgreedDay | None, Field(description="The last day of its first review (serviceloven § 148, stk. 2).")
    ] = None
    purpose: Words | None = None
    expected_change: Annotated[
        Words | None, Field(description="What it is expected to change for the citizen.")
    ] = None


@router.post("", status_code=201, response_model=HelpNow)
@refuses(NoPlan, PlanOver, *WRONG_HELP, DecisionMissing, UnknownUnit, DeputyIsTheWorker, DeputyMissing)
async def add_intervention_to_plan(
    citizen: Citizen, body: AddIntervention, caller: Planner, once: Changing, door: Door
) -> Response:
    """Add help to the plan; it is in force once the citizen agrees."""
    giver = await giver_of(door, citizen, body)
    decided = Intervention(
        id=uuid7(),
        goal_id=body.goal_id,
        without_goal=body.without_goal,
        provision=body.provision,
        decision_reference=body.decision_reference,
        support_worker=giver.support_worker,
        support_worker_name=giver.support_worker_name,
        support_worker_phone=giver.support_worker_phone,
        deputy=giver.deputy,
        deputy_name=giver.deputy_name,
        unit=body.unit,
        method=body.method,
        minutes_per_week=body.minutes_per_week,
        starts_on=body.starts_on,
        review_by=body.review_by,
        purpose=await door.sealed(citizen, "words", body.purpose),
        expected_change=await door.sealed(citizen, "words", body.expected_change),
        added_by=caller.subject,
    )
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(
                tx,
                once.seen,
                lambda it, now: add_intervention(it, granted(decided, door.rules, now), now),
            ),
            decided.id,
            201,
            f"/v1/citizens/{citizen}/plan",
        ),
    )
