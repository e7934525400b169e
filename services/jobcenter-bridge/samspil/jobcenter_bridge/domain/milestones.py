"""Activities become milestones: what the newest version says is what was said, in whatever order it came."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from samspil.contracts.employment import (
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
    MilestoneKind,
)
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.basis import BASIS
from samspil.jobcenter_bridge.domain.notification import State


@dataclass(frozen=True, slots=True)
class Told:
    """The whole of what was said of a milestone that stands."""

    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    started_on: date | None
    ended_on: date | None

    @classmethod
    def of(cls, activity: Activity) -> "Told":
        """What is to be said of this activity."""
        has_started = activity.status in {Status.STARTED, Status.ENDED}
        return cls(
            kind=activity.kind,
            starts_on=activity.starts_on,
            ends_on=activity.ends_on,
            hours_per_week=activity.hours_per_week,
            started_on=activity.starts_on if has_started else None,
            ended_on=activity.ends_on if activity.status is Status.ENDED else None,
        )


@dataclass(frozen=True, slots=True)
class Milestone:
    """An activity that was looked at."""

    id: UUID
    """The activity's, in the jobcenter's case system."""
    version: int
    """The newest one, as that system counts."""
    stands: bool
    """False when it was deleted: it stays known, so that an older version does not bring it back."""
    told: Told | None
    """None while it stands: it was said before its content was kept, so the next look says all of it."""


Milestones = dict[UUID, Milestone]
"""A citizen's, by the activity's id."""

Said = (
    EmploymentMilestonePlanned
    | EmploymentMilestoneStarted
    | EmploymentMilestoneAdjusted
    | EmploymentMilestoneEnded
    | EmploymentMilestoneVoided
)


class Recorded(NamedTuple):
    """What is known afterwards, what is to be said, and what became of the notification."""

    milestones: Milestones
    facts: tuple[Said, ...]
    state: State


def record(milestones: Milestones, activity: Activity, version: int, now: datetime) -> Recorded:
    """Take in the activity as it was found when its ``version`` was notified; ``now`` dates what is said."""
    if activity.status is Status.DELETED:
        return void(milestones, activity.id, version, now)
    known = milestones.get(activity.id)
    if known is not None and version < known.version:
        return Recorded(milestones, (), State.OVERTAKEN)
    told = Told.of(activity)
    if known is not None and known.stands:
        facts = _difference(activity.id, known.told, told, now)
    else:
        facts = _anew(activity.id, told, now)
    return Recorded(
        {**milestones, activity.id: Milestone(activity.id, version, stands=True, told=told)},
        facts,
        State.RECEIVED,
    )


def void(milestones: Milestones, activity: UUID, version: int, now: datetime) -> Recorded:
    """Take back what was said of an activity that is deleted."""
    known = milestones.get(activity)
    if known is not None and version < known.version:
        return Recorded(milestones, (), State.OVERTAKEN)
    facts: tuple[Said, ...] = ()
    if known is not None and known.stands:
        facts = (EmploymentMilestoneVoided(milestone_id=activity, basis=BASIS, occurred_at=now),)
    return Recorded(
        {**milestones, activity: Milestone(activity, version, stands=False, told=None)}, facts, State.GONE
    )


def _anew(id_: UUID, told: Told, now: datetime) -> tuple[Said, ...]:
    planned = EmploymentMilestonePlanned(
        milestone_id=id_,
        kind=told.kind,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        hours_per_week=told.hours_per_week,
        basis=BASIS,
        occurred_at=now,
    )
    return (planned, *_difference(id_, replace(told, started_on=None, ended_on=None), told, now))


def _difference(id_: UUID, before: Told | None, told: Told, now: datetime) -> tuple[Said, ...]:
    """A start and an end carry their own day; whatever else differs is said whole."""
    facts: tuple[Said, ...] = ()
    if before is not None and told.started_on and not before.started_on:
        before = replace(before, starts_on=told.started_on, started_on=told.started_on)
        facts += (
            EmploymentMilestoneStarted(
                milestone_id=id_, started_on=told.started_on, basis=BASIS, occurred_at=now
            ),
        )
    if before is not None and told.ended_on and not before.ended_on:
        before = replace(before, ends_on=told.ended_on, ended_on=told.ended_on)
        facts += (
            EmploymentMilestoneEnded(milestone_id=id_, ended_on=told.ended_on, basis=BASIS, occurred_at=now),
        )
    if before != told:
        facts += (
            EmploymentMilestoneAdjusted(
                milestone_id=id_,
                kind=told.kind,
                starts_on=told.starts_on,
                ends_on=told.ends_on,
                hours_per_week=told.hours_per_week,
                started_on=told.started_on,
                ended_on=told.ended_on,
                basis=BASIS,
                occurred_at=now,
            ),
        )
    return facts
