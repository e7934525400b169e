"""``/v1/citizens/{citizen}/milestones``: steps towards work that people of social psychiatry enter here.

They are entered at overview, which knows who has a case of the citizen's at hand, and vouches here for them.
"""

from uuid import UUID

from fastapi import APIRouter, Response

from samspil.jobcenter_bridge.api import step_bodies as bodies
from samspil.jobcenter_bridge.api.doors import Adding, Door, Entering, MilestoneId
from samspil.jobcenter_bridge.domain.own_steps import in_order
from samspil.jobcenter_bridge.domain.own_steps.achieve_step import AlreadyAchieved, achieve_step
from samspil.jobcenter_bridge.domain.own_steps.add_step import OfAgreedOnly
from samspil.jobcenter_bridge.domain.own_steps.adjust_step import (
    LostAndEnded,
    OutcomeMissing,
    OutcomeOfNothing,
    SinceBeforeStart,
    adjust_step,
)
from samspil.jobcenter_bridge.domain.own_steps.agree_step import AlreadyAgreed, agree_step
from samspil.jobcenter_bridge.domain.own_steps.end_step import end_step
from samspil.jobcenter_bridge.domain.own_steps.lose_step import lose_step
from samspil.jobcenter_bridge.domain.own_steps.start_step import (
    AlreadyStarted,
    StartedAfterEnd,
    start_step,
)
from samspil.jobcenter_bridge.domain.own_steps.step import (
    OwnStep,
    StepOver,
    StepProposed,
    StepVoided,
    UnknownStep,
)
from samspil.jobcenter_bridge.domain.own_steps.sustain_step import (
    MonthsAhead,
    NotAchieved,
    SaidBefore,
    sustain_step,
)
from samspil.jobcenter_bridge.domain.own_steps.void_step import void_step
from samspil.jobcenter_bridge.domain.told import Told, whole_hours
from samspil.jobcenter_bridge.handlers.enter_step import change_step, enter_step
from samspil.ledger.transaction import Decide
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.web import idempotency
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Creating, Once
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/milestones", tags=["milestones"])

GONE = (UnknownStep, StepVoided)
NOT_GOING_ON = (*GONE, StepProposed, StepOver)


class MilestoneNow(idempotency.Told):
    """Which step, and its version."""

    milestone_id: UUID


def _told(step: OwnStep, status: int = 200) -> Answer:
    return Answer.of(MilestoneNow(milestone_id=step.id, version=step.version), status)


async def _change(
    door: Door, citizen: CitizenId, once: Once, step: UUID, decide: Decide[OwnStep]
) -> Response:
    return await door.decide(citizen, once, lambda tx: _told(change_step(tx, step, once.seen, decide)))


@router.post("", status_code=201, response_model=MilestoneNow)
@refuses(OfAgreedOnly, in_order.EndsBeforeStart)
async def add_milestone(
    citizen: Citizen, body: bodies.AddStep, caller: Adding, once: Creating, door: Door
) -> Response:
    """Add a step, proposed or agreed; sheltered work (SEL § 103) is told by nobody else."""
    told = Told(
        kind=body.kind,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        hours_per_week=whole_hours(body.minutes_per_week),
        started_on=None,
        ended_on=None,
        minutes_per_week=body.minutes_per_week,
        purpose=await door.sealed(citizen, "words", body.purpose),
        is_proposed=body.status is bodies.Standing.PROPOSED,
        goal_id=body.goal_id,
    )
    id_, by = uuid7(), caller.subject
    return await door.decide(citizen, once, lambda tx: _told(enter_step(tx, id_, told, by), 201))


@router.post("/{milestone_id}/agree", response_model=MilestoneNow)
@refuses(*GONE, AlreadyAgreed, in_order.EndsBeforeStart)
async def agree_milestone(
    citizen: Citizen,
    milestone_id: MilestoneId,
    body: bodies.AgreeStep,
    caller: Entering,
    once: Changing,
    door: Door,
) -> Response:
    """It is agreed with the citizen: kind, purpose and goal are those of the proposal."""
    first, last, minutes, by = body.starts_on, body.ends_on, body.minutes_per_week, caller.subject
    return await _change(
        door, citizen, once, milestone_id, lambda it, now: agree_step(it, first, last, minutes, by, now)
    )


@router.post("/{milestone_id}/start", response_model=MilestoneNow)
@refuses(*NOT_GOING_ON, AlreadyStarted, StartedAfterEnd)
async def start_milestone(
    citizen: Citizen,
    milestone_id: MilestoneId,
    body: bodies.StartStep,
    caller: Entering,
    once: Changing,
    door: Door,
) -> Response:
    """It has begun, on the day that is said."""
    on, by = body.started_on, caller.subject
    return await _change(door, citizen, once, milestone_id, lambda it, now: start_step(it, on, by, now))


@router.post("/{milestone_id}/adjust", response_model=MilestoneNow)
@refuses(
    *(*GONE, StepProposed, LostAndEnded, OutcomeMissing, OutcomeOfNothing, SinceBeforeStart),
    *(in_order.StartedAhead, in_order.EndsBeforeStart, in_order.NothingToLose),
    *(in_order.LostBeforeStart, in_order.EndedBeforeStart),
)
async def adjust_milestone(
    citizen: Citizen,
    milestone_id: MilestoneId,
    body: bodies.AdjustStep,
    caller: Entering,
    once: Changing,
    door: Door,
) -> Response:
    """Put it right: also of one that is over, which can go on by that."""
    told = Told(
        kind=body.kind,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        hours_per_week=whole_hours(body.minutes_per_week),
        started_on=body.starts_on if body.started else None,
        ended_on=body.ended_on,
        minutes_per_week=body.minutes_per_week,
        minutes_since=body.minutes_since,
        achieved_on=body.achieved_on,
        lost_on=body.lost_on,
        outcome=body.outcome,
        purpose=await door.sealed(citizen, "words", body.purpose),
        goal_id=body.goal_id,
    )
    by = caller.subject
    return await _change(door, citizen, once, milestone_id, lambda it, now: adjust_step(it, told, by, now))


@router.post("/{milestone_id}/achieve", response_model=MilestoneNow)
@refuses(*NOT_GOING_ON, AlreadyAchieved)
async def achieve_milestone(
    citizen: Citizen,
    milestone_id: MilestoneId,
    body: bodies.AchieveStep,
    caller: Entering,
    once: Changing,
    door: Door,
) -> Response:
    """What was wanted is so; a job is got before its first day."""
    on, by = body.achieved_on, caller.subject
    return await _change(door, citizen, once, milestone_id, lambda it, now: achieve_step(it, on, by, now))


@router.post("/{milestone_id}/sustain", response_model=MilestoneNow)
@refuses(*NOT_GOING_ON, NotAchieved, SaidBefore, MonthsAhead)
async def sustain_milestone(
    citizen: Citizen,
    milestone_id: MilestoneId,
    body: bodies.SustainStep,
    caller: Entering,
    once: Changing,
    door: Door,
) -> Response:
    """It still is so, as somebody knows: what nobody knows is not said."""
    months, by = body.months, caller.subject
    return await _change(door, citizen, once, milestone_id, lambda it, now: sustain_step(it, months, by, now))


@router.post("/{milestone_id}/lose", response_model=MilestoneNow)
@refuses(*NOT_GOING_ON, in_order.NothingToLose, in_order.LostBeforeStart)
async def lose_milestone(
    citizen: Citizen,
    milestone_id: MilestoneId,
    body: bodies.LoseStep,
    caller: Entering,
    once: Changing,
    door: Door,
) -> Response:
    """It is no more: a reason for support, and never for anything else."""
    on, by = body.lost_on, caller.subject
    return await _change(door, citizen, once, milestone_id, lambda it, now: lose_step(it, on, by, now))


@router.post("/{milestone_id}/end", response_model=MilestoneNow)
@refuses(*NOT_GOING_ON, in_order.EndedBeforeStart)
async def end_milestone(
    citizen: Citizen,
    milestone_id: MilestoneId,
    body: bodies.EndStep,
    caller: Entering,
    once: Changing,
    door: Door,
) -> Response:
    """It is over, and how."""
    on, outcome, by = body.ended_on, body.outcome, caller.subject
    return await _change(
        door, citizen, once, milestone_id, lambda it, now: end_step(it, on, outcome, by, now)
    )


@router.post("/{milestone_id}/void", response_model=MilestoneNow)
@refuses(*GONE)
async def void_milestone(
    citizen: Citizen, milestone_id: MilestoneId, caller: Entering, once: Changing, door: Door
) -> Response:
    """It was entered by mistake: what was said of it no longer holds."""
    by = caller.subject
    return await _change(door, citizen, once, milestone_id, lambda it, now: void_step(it, by, now))
