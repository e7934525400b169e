"""``/v1/citizens/{citizen}/plan/interventions``: the help that was decided."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samspil.plan.api.doors import Behind, Planner
from samspil.plan.domain.plan import Intervention
from samspil.plan.handlers.add_plan_intervention import add_plan_intervention
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Name
from samspil.web.idempotency import Answer, OnceOnly
from samspil.web.versions import VersionSeen, etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/interventions", tags=["plan"])


class AddIntervention(BaseModel):
    """Help for one of the plan's goals, and the support worker who gives it."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

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


class AddedIntervention(BaseModel):
    """Where the intervention is."""

    intervention_id: UUID
    version: int


@router.post("", status_code=201, response_model=AddedIntervention)
async def add(
    citizen_id: UUID,
    body: AddIntervention,
    caller: Planner,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Add help to the plan; it is in force once the citizen agrees."""
    citizen = CitizenId(citizen_id)
    decided = Intervention(
        id=uuid7(),
        goal_id=body.goal_id,
        provision=body.provision,
        decision_reference=body.decision_reference,
        support_worker=body.support_worker,
        support_worker_name=await behind.keyring.seal(citizen, "name", body.support_worker_name),
        added_by=caller.subject,
    )
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            plan = add_plan_intervention(tx, citizen, decided, version_seen)
            return Answer(
                201,
                {"intervention_id": str(decided.id), "version": plan.version},
                {"location": f"/v1/citizens/{citizen}/plan", "etag": etag(plan.version)},
            )

        answer = await once.answer(tx.connection, decide)
    return answer.response()
