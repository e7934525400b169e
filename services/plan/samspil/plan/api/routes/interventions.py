"""``/v1/citizens/{citizen}/plan/interventions``: the help that was decided."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from samspil.contracts.plan import HelpKind
from samspil.plan.api.doors import Door, Planner
from samspil.plan.domain.add_intervention import LawWithoutHelp, UnknownGoal, add_intervention
from samspil.plan.domain.help_kinds import KindOfOtherLaw
from samspil.plan.domain.plan import Intervention, NoPlan
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Name
from samspil.web.body import SOME_ID, Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/interventions", tags=["plan"])


class AddIntervention(Body):
    """Help for one of the plan's goals, and the support worker who gives it."""

    EXAMPLE: ClassVar = {
        "goal_id": SOME_ID,
        "provision": "sel-85",
        "decision_reference": "2026-0457",
        "support_worker": "kontaktperson-social",
        "support_worker_name": "Aisha Digtet",
        "kind": "household",
    }

    goal_id: UUID
    provision: Annotated[LegalBasis, Field(description="The paragraph that it is given under, e.g. sel-85.")]
    decision_reference: Annotated[
        str,
        StringConstraints(pattern="^[A-Za-z0-9./-]{1,60}$"),
        Field(description="The decision's number in the municipality's case system."),
    ]
    support_worker: Annotated[
        str, StringConstraints(pattern="^[A-Za-z0-9._@-]{1,100}$"), Field(description="Staff id.")
    ]
    support_worker_name: Name
    kind: Annotated[
        HelpKind | None,
        Field(description="What is given, where the paragraph leaves several; reports to KL need it."),
    ] = None


class AddedIntervention(Told):
    """Where the intervention is, and the plan's version with it."""

    intervention_id: UUID


@router.post("", status_code=201, response_model=AddedIntervention)
@refuses(NoPlan, UnknownGoal, LawWithoutHelp, KindOfOtherLaw)
async def add_intervention_to_plan(
    citizen: Citizen, body: AddIntervention, caller: Planner, once: Changing, door: Door
) -> Response:
    """Add help to the plan; it is in force once the citizen agrees."""
    decided = Intervention(
        id=uuid7(),
        goal_id=body.goal_id,
        provision=body.provision,
        decision_reference=body.decision_reference,
        support_worker=body.support_worker,
        support_worker_name=await door.keyring.seal(citizen, "name", body.support_worker_name),
        added_by=caller.subject,
        kind=body.kind,
    )

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, lambda it, now: add_intervention(it, decided, now))
        told = AddedIntervention(intervention_id=decided.id, version=plan.version)
        return Answer.of(told, 201, f"/v1/citizens/{citizen}/plan")

    return await door.decide(citizen, once, decide)
