"""``/v1/citizens/{citizen}/plan/crisis-plan``: what to do when it gets worse."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.plan import Whose
from samspil.plan.api.doors import Door, Reader
from samspil.plan.domain.crisis_plan import CrisisPlan, NothingWritten, write_crisis_plan
from samspil.plan.domain.plan import NoPlan, PlanOver
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.plain_text import Words
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/crisis-plan", tags=["plan"])


class WriteCrisisPlan(Body):
    """The whole of it, with one part at least, in place of what was written before."""

    EXAMPLE: ClassVar = {
        "early_signs": "Jeg sover ikke og svarer ikke på beskeder.",
        "what_helps": "At nogen kommer forbi og bare er der.",
        "whom_to_call": "Min søster, og så min støttekontaktperson.",
        "what_not_to_do": "Tal ikke om mig, som om jeg ikke er der.",
        "written_by": "jointly",
    }

    early_signs: Words | None = None
    what_helps: Words | None = None
    whom_to_call: Words | None = None
    what_not_to_do: Words | None = None
    written_by: Annotated[
        Literal[Whose.CITIZEN, Whose.JOINTLY], Field(description="By the citizen, or with the citizen.")
    ]


class WrittenCrisisPlan(Told):
    """Whose plan it is part of."""

    plan_id: UUID


@router.post("", response_model=WrittenCrisisPlan)
@refuses(NoPlan, PlanOver, NothingWritten)
async def write_crisis_plan_of_citizen(
    citizen: Citizen, body: WriteCrisisPlan, caller: Reader, once: Changing, door: Door
) -> Response:
    """Write what to do when it gets worse; it stands in the overview."""
    written = CrisisPlan(
        early_signs=await door.sealed(citizen, "words", body.early_signs),
        what_helps=await door.sealed(citizen, "words", body.what_helps),
        whom_to_call=await door.sealed(citizen, "words", body.whom_to_call),
        what_not_to_do=await door.sealed(citizen, "words", body.what_not_to_do),
        written_by=body.written_by,
    )

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, lambda it, now: write_crisis_plan(it, written, caller.subject, now))
        return Answer.of(WrittenCrisisPlan(plan_id=plan.id, version=plan.version))

    return await door.decide(citizen, once, decide)
