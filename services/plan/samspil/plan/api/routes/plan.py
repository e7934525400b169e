"""``/v1/citizens/{citizen}/plan``: reading the plan, and agreeing to it."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.contracts.plan import LifeArea
from samspil.plan.api.doors import Door, Planner, Reader
from samspil.plan.domain.agree import NothingToAgree, agree
from samspil.plan.domain.plan import NoPlan
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.queries import Read, read_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.read_model import Opened, ReadModel
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan", tags=["plan"])


class GoalRead(ReadModel):
    """One goal; ``agreed`` tells whether the citizen has agreed to the plan with it."""

    goal_id: UUID = Field(validation_alias="id")
    area: LifeArea
    words: Opened
    agreed: bool


class InterventionRead(ReadModel):
    """Help for a goal, and who gives it."""

    intervention_id: UUID = Field(validation_alias="id")
    goal_id: UUID
    provision: LegalBasis
    decision_reference: str
    support_worker: str
    support_worker_name: Opened
    agreed: bool


class FollowUpRead(ReadModel):
    """By when a support worker has to be in touch after a stay."""

    follow_up_id: UUID = Field(validation_alias="id")
    support_worker: str
    due_on: date
    completed_at: datetime | None
    """When somebody was in touch; null until then."""
    withdrawn_at: datetime | None
    """When it turned out that there was no such discharge; null otherwise."""
    version: int


class PlanRead(BaseModel):
    """The plan, opened; reading it is logged."""

    citizen_id: UUID
    plan_id: UUID
    version: int
    referral_id: UUID
    opened_at: datetime
    agreed_on: date | None
    goals: list[GoalRead]
    interventions: list[InterventionRead]
    follow_ups: list[FollowUpRead]


class AgreedPlan(Told):
    """The plan that is in force from now on."""

    plan_id: UUID
    agreed_on: date | None


@router.get("")
@refuses(NoPlan)
async def read_plan_of_citizen(citizen: Citizen, caller: Reader, door: Door, response: Response) -> PlanRead:
    """The citizen's plan."""
    found = await known(door, citizen)
    plan = found.plan
    texts = await door.opened(citizen, plan, caller, "read-plan")
    response.headers["etag"] = etag(plan.version)
    return PlanRead(
        citizen_id=citizen,
        plan_id=plan.id,
        version=plan.version,
        referral_id=plan.referral_id,
        opened_at=plan.opened_at,
        agreed_on=plan.agreed_on,
        goals=[GoalRead.model_validate(one, context=texts) for one in plan.goals.values()],
        interventions=[
            InterventionRead.model_validate(one, context=texts) for one in plan.interventions.values()
        ],
        follow_ups=[FollowUpRead.model_validate(one) for one in found.follow_ups],
    )


@router.post("/agree", response_model=AgreedPlan)
@refuses(NoPlan, NothingToAgree)
async def agree_to_plan(citizen: Citizen, caller: Planner, once: Changing, door: Door) -> Response:
    """Record that the citizen agrees to the plan as it stands."""

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, agree)
        return Answer.of(AgreedPlan(plan_id=plan.id, agreed_on=plan.agreed_on, version=plan.version))

    return await door.decide(citizen, once, decide)


async def known(door: Door, citizen: CitizenId) -> Read:
    """Everything that is kept of a citizen who has a plan. Raises ``NoPlan``."""
    found = await read_plan(door.store.pool, citizen)
    if found is None:
        raise NoPlan
    return found
