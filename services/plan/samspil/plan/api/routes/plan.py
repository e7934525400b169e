"""``/v1/citizens/{citizen}/plan``: reading the plan."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from samspil.contracts.plan import OfferAnswer, Participation
from samspil.plan.api.doors import Door, Reader
from samspil.plan.api.plan_parts import EmploymentWishRead, GoalRead, InterventionRead, ResourceRead
from samspil.plan.domain.orphans import drifted, orphans
from samspil.plan.domain.plan import NoPlan
from samspil.plan.storage.queries import Read, read_plan
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.door import Citizen
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

    model_config = ConfigDict(use_attribute_docstrings=True)

    citizen_id: UUID
    plan_id: UUID
    version: int
    referral_id: UUID
    opened_at: datetime
    offered_on: date | None
    offer: OfferAnswer | None
    """The citizen's answer to the offer of a plan (serviceloven § 141); null: none yet."""
    participation: Participation | None
    """How the citizen took part since it was last agreed; null: nobody has said."""
    agreed_on: date | None
    employment_wish: EmploymentWishRead | None
    resources: list[ResourceRead]
    ended_on: date | None
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
        offered_on=plan.offered_on,
        offer=plan.offer,
        participation=plan.participation.how if plan.participation else None,
        agreed_on=plan.agreed_on,
        employment_wish=wish and EmploymentWishRead.model_validate(wish, context=texts),
        resources=[ResourceRead.model_validate(one, context=texts) for one in plan.resources.values()],
        ended_on=plan.ended_on,
        goals=[GoalRead.model_validate(one, context=texts) for one in plan.goals.values()],
        interventions=[
            InterventionRead.model_validate(one, context=texts) for one in plan.interventions.values()
        ],
        orphans=[one.id for one in orphans(plan)],
        drifted=[one.id for one in drifted(plan)],
        follow_ups=[FollowUpRead.model_validate(one) for one in found.follow_ups],
    )


async def known(door: Door, citizen: CitizenId) -> Read:
    """Everything that is kept of a citizen who has a plan. Raises ``NoPlan``."""
    found = await read_plan(door.store.pool, citizen)
    if found is None:
        raise NoPlan
    return found
