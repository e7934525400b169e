"""``/v1/citizens/{citizen}/plan``: reading the plan, and agreeing to it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.plan.api.doors import Door, Planner, Reader
from samspil.plan.api.plan_parts import EmploymentWishRead, GoalRead, InterventionRead, ResourceRead
from samspil.plan.domain.agree import NothingToAgree, agree
from samspil.plan.domain.orphans import drifted, orphans
from samspil.plan.domain.plan import NoPlan, PlanOver
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.queries import Read, read_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.read_model import ReadModel
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan", tags=["plan"])


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
    employment_wish: EmploymentWishRead | None
    resources: list[ResourceRead]
    goals: list[GoalRead]
    interventions: list[InterventionRead]
    orphans: Annotated[
        list[UUID],
        Field(description="Help in force that serves no goal of the plan and stands on no exception."),
    ]
    drifted: Annotated[
        list[UUID],
        Field(description="Help in force whose goal was put otherwise by professionals alone, not agreed."),
    ]
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
    plan, wish = found.plan, found.plan.employment_wish
    texts = await door.opened(citizen, plan, caller, "read-plan")
    response.headers["etag"] = etag(plan.version)
    return PlanRead(
        citizen_id=citizen,
        plan_id=plan.id,
        version=plan.version,
        referral_id=plan.referral_id,
        opened_at=plan.opened_at,
        agreed_on=plan.agreed_on,
        employment_wish=wish and EmploymentWishRead.model_validate(wish, context=texts),
        resources=[ResourceRead.model_validate(one, context=texts) for one in plan.resources.values()],
        goals=[GoalRead.model_validate(one, context=texts) for one in plan.goals.values()],
        interventions=[
            InterventionRead.model_validate(one, context=texts) for one in plan.interventions.values()
        ],
        orphans=[one.id for one in orphans(plan)],
        drifted=[one.id for one in drifted(plan)],
        follow_ups=[FollowUpRead.model_validate(one) for one in found.follow_ups],
    )


@router.post("/agree", response_model=AgreedPlan)
@refuses(NoPlan, PlanOver, NothingToAgree)
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
