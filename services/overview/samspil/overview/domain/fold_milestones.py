"""Steps towards work, folded: each fact of ``employment.v1`` about one, whatever came before it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from samspil.contracts.employment import (
    EmploymentMilestoneAchieved,
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestoneLost,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneSustained,
)
from samspil.overview.domain.employment_state import EmploymentState, Milestone, Sustained, Weekly
from samspil.vocabulary.copenhagen import danish_day

Changed = (
    EmploymentMilestoneStarted
    | EmploymentMilestoneAchieved
    | EmploymentMilestoneSustained
    | EmploymentMilestoneLost
    | EmploymentMilestoneEnded
)


def planned(state: EmploymentState, fact: EmploymentMilestonePlanned, seq: int) -> EmploymentState:
    """It begins anew, whatever was known of it."""
    minutes = _minutes(fact)
    return _with(
        state,
        Milestone(
            id=fact.milestone_id,
            kind=fact.kind,
            starts_on=fact.starts_on,
            ends_on=fact.ends_on,
            hours_per_week=fact.hours_per_week,
            planned_at=fact.occurred_at,
            version=seq,
            weekly=() if minutes is None else (Weekly(fact.starts_on, minutes),),
            purpose=fact.purpose,
            goal_id=fact.goal_id,
            entered_by=fact.entered_by,
        ),
    )


def adjusted(state: EmploymentState, fact: EmploymentMilestoneAdjusted, seq: int) -> EmploymentState:
    """The whole of it, as it is now; how its minutes changed before, and that it lasted, is kept."""
    before = next((one for one in state.milestones if one.id == fact.milestone_id), None)
    return _with(
        state,
        Milestone(
            id=fact.milestone_id,
            kind=fact.kind,
            starts_on=fact.starts_on,
            ends_on=fact.ends_on,
            hours_per_week=fact.hours_per_week,
            planned_at=before.planned_at if before else fact.occurred_at,
            started_on=fact.started_on,
            ended_on=fact.ended_on,
            version=seq,
            weekly=_series(before, fact),
            purpose=fact.purpose,
            goal_id=fact.goal_id,
            entered_by=fact.entered_by,
            achieved_on=fact.achieved_on,
            lost_on=fact.lost_on,
            outcome=fact.outcome,
            sustained=before.sustained if before and fact.achieved_on == before.achieved_on else (),
        ),
    )


def started(state: EmploymentState, fact: EmploymentMilestoneStarted, seq: int) -> EmploymentState:
    """On the day that is said, whichever was planned."""
    return _changed(state, fact, seq, starts_on=fact.started_on, started_on=fact.started_on)


def achieved(state: EmploymentState, fact: EmploymentMilestoneAchieved, seq: int) -> EmploymentState:
    """From that day on it is to last."""
    return _changed(state, fact, seq, achieved_on=fact.achieved_on, sustained=())


def sustained(state: EmploymentState, fact: EmploymentMilestoneSustained, seq: int) -> EmploymentState:
    """Said of the same months again, the newest holds."""
    heard = Sustained(fact.months, fact.checked_on, fact.entered_by)
    known = next((one.sustained for one in state.milestones if one.id == fact.milestone_id), ())
    all_ = sorted((*(one for one in known if one.months != heard.months), heard), key=lambda one: one.months)
    return _changed(state, fact, seq, sustained=tuple(all_))


def lost(state: EmploymentState, fact: EmploymentMilestoneLost, seq: int) -> EmploymentState:
    """Nothing of it goes on, whichever last day was planned."""
    return _changed(state, fact, seq, ends_on=fact.lost_on, lost_on=fact.lost_on)


def ended(state: EmploymentState, fact: EmploymentMilestoneEnded, seq: int) -> EmploymentState:
    """On the day that is said, whichever was planned."""
    return _changed(state, fact, seq, ends_on=fact.ended_on, ended_on=fact.ended_on, outcome=fact.outcome)


def _minutes(fact: EmploymentMilestonePlanned | EmploymentMilestoneAdjusted) -> int | None:
    """As they were said; whole hours where only these were."""
    if fact.minutes_per_week is not None:
        return fact.minutes_per_week
    return None if fact.hours_per_week is None else fact.hours_per_week * 60


def _series(before: Milestone | None, fact: EmploymentMilestoneAdjusted) -> tuple[Weekly, ...]:
    """Longer by what is new; what was said of a day that now has others no longer holds."""
    minutes, known = _minutes(fact), before.weekly if before else ()
    if minutes is None:
        return ()
    if not known:
        return (Weekly(fact.minutes_since or fact.starts_on, minutes),)
    if known[-1].minutes == minutes and fact.minutes_since in {None, known[-1].since}:
        return known
    since = fact.minutes_since or danish_day(fact.occurred_at)
    return (*_until(known, since), Weekly(since, minutes))


def _until(known: tuple[Weekly, ...], since: Any) -> Iterator[Weekly]:
    return (one for one in known if one.since < since)


def touched(state: EmploymentState, milestone: UUID, seq: int, **now: Any) -> EmploymentState:
    """The newest fact about it is this one; what is only proposed, or not known, does not change by it."""
    return replace(
        state,
        milestones=tuple(
            replace(one, **now, version=seq) if one.id == milestone else one for one in state.milestones
        ),
        proposed=tuple(replace(one, version=seq) if one.id == milestone else one for one in state.proposed),
    )


def _changed(state: EmploymentState, fact: Changed, seq: int, **now: Any) -> EmploymentState:
    return touched(state, fact.milestone_id, seq, **now)


def _with(state: EmploymentState, milestone: Milestone) -> EmploymentState:
    """In one order, whatever the order in which they were told."""
    others = (one for one in state.milestones if one.id != milestone.id)
    ordered = sorted((*others, milestone), key=lambda one: (one.planned_at, one.id))
    return replace(state, milestones=tuple(ordered))
