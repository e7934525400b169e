"""Activities become milestones: each planned once and started once, in whatever order it is notified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from samspil.contracts.employment import EmploymentMilestonePlanned, EmploymentMilestoneStarted
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.notification import State
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_11A_1
"""The jobcenter tells of an activity with the citizen's consent."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One that was said to be planned."""

    version: int
    """The newest version of the activity that was looked at."""
    started: bool


Milestones = Mapping[UUID, Milestone]
"""A citizen's, by the activity's id."""

Said = EmploymentMilestonePlanned | EmploymentMilestoneStarted


class Recorded(NamedTuple):
    """What is known afterwards, what is to be said, and what became of the notification."""

    milestones: Milestones
    facts: tuple[Said, ...]
    state: State


def record(milestones: Milestones, activity: Activity, version: int, now: datetime) -> Recorded:
    """Take in the activity as it was found when its ``version`` was notified."""
    known = milestones.get(activity.id)
    if known is not None and version < known.version:
        return Recorded(milestones, (), State.OVERTAKEN)
    started = known is not None and known.started
    if activity.status is Status.DELETED:
        seen = {activity.id: Milestone(version, started)} if known else {}
        return Recorded({**milestones, **seen}, (), State.GONE)
    starts = activity.status is Status.STARTED
    facts: tuple[Said, ...] = ()
    if known is None:
        facts += (_planned(activity, now),)
    if starts and not started:
        facts += (_started(activity, now),)
    milestone = Milestone(version, started or starts)
    return Recorded({**milestones, activity.id: milestone}, facts, State.RECEIVED)


def _planned(activity: Activity, now: datetime) -> EmploymentMilestonePlanned:
    return EmploymentMilestonePlanned(
        milestone_id=activity.id,
        kind=activity.kind,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        hours_per_week=activity.hours_per_week,
        basis=BASIS,
        occurred_at=now,
    )


def _started(activity: Activity, now: datetime) -> EmploymentMilestoneStarted:
    return EmploymentMilestoneStarted(
        milestone_id=activity.id, started_on=activity.starts_on, basis=BASIS, occurred_at=now
    )
