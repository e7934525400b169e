"""``/v1/citizens/{citizen}/plan``: reading the plan, and agreeing to it."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from samspil.contracts.plan import LifeArea
from samspil.plan.api.doors import Door, Planner, Reader
from samspil.plan.domain.agree import NothingToAgree, agree
from samspil.plan.domain.plan import NoPlan, Plan
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.queries import Read, read_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan", tags=["plan"])


class GoalRead(BaseModel):
    """One goal; ``agreed`` tells whether the citizen has agreed to the plan with it."""

    goal_id: UUID
    area: LifeArea
    words: str
    agreed: bool


class InterventionRead(BaseModel):
    """Help for a goal, and who gives it."""

    intervention_id: UUID
    goal_id: UUID
    provision: LegalBasis
    decision_reference: str
    support_worker: str
    support_worker_name: str
    agreed: bool


class FollowUpRead(BaseModel):
    """By when a support worker has to be in touch after a stay."""

    follow_up_id: UUID
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
    opened = await door.open(citizen, _tokens(found.plan), caller, "read-plan")
    response.headers["etag"] = etag(found.plan.version)
    return _shown(citizen, found, opened)


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


def _tokens(plan: Plan) -> dict[str, Sealed]:
    words = {f"words:{id_}": goal.words for id_, goal in plan.goals.items()}
    return words | {f"name:{id_}": help_.support_worker_name for id_, help_ in plan.interventions.items()}


def _shown(citizen: CitizenId, found: Read, opened: dict[str, str]) -> PlanRead:
    plan = found.plan
    return PlanRead(
        citizen_id=citizen,
        plan_id=plan.id,
        version=plan.version,
        referral_id=plan.referral_id,
        opened_at=plan.opened_at,
        agreed_on=plan.agreed_on,
        goals=[
            GoalRead(goal_id=id_, area=goal.area, words=opened[f"words:{id_}"], agreed=goal.agreed)
            for id_, goal in plan.goals.items()
        ],
        interventions=[
            InterventionRead(
                intervention_id=id_,
                goal_id=help_.goal_id,
                provision=help_.provision,
                decision_reference=help_.decision_reference,
                support_worker=help_.support_worker,
                support_worker_name=opened[f"name:{id_}"],
                agreed=help_.agreed,
            )
            for id_, help_ in plan.interventions.items()
        ],
        follow_ups=[
            FollowUpRead(
                follow_up_id=one.id,
                support_worker=one.support_worker,
                due_on=one.due_on,
                completed_at=one.completed_at,
                withdrawn_at=one.withdrawn_at,
                version=one.version,
            )
            for one in found.follow_ups
        ],
    )
