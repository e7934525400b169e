"""Activities become milestones: what the newest version says is what was said, in whatever order it came."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from samspil.contracts.employment import SustainedFor
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.domain.steps import Said, anew, difference, lasts, voided
from samspil.jobcenter_bridge.domain.sustained import Months, unsaid
from samspil.jobcenter_bridge.domain.told import Told
from samspil.vocabulary.copenhagen import danish_day


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
    sustained: tuple[SustainedFor, ...] = ()
    """After how many months since it was achieved it was said to last."""


Milestones = dict[UUID, Milestone]
"""A citizen's, by the activity's id."""


class Recorded(NamedTuple):
    """What is known afterwards, what is to be said, and what became of the notification."""

    milestones: Milestones
    facts: tuple[Said, ...]
    state: State


def record(
    milestones: Milestones, activity: Activity, version: int, looked_at: Months, now: datetime
) -> Recorded:
    """Take in the activity as it was found when its ``version`` was notified; ``now`` dates what is said.

    ``looked_at`` are the months after which it is seen whether it lasts, as they are now.
    """
    if activity.status is Status.DELETED:
        return void(milestones, activity.id, version, now)
    known = milestones.get(activity.id)
    if known is not None and version < known.version:
        return Recorded(milestones, (), State.OVERTAKEN)
    told = Told.of(activity)
    if known is not None and known.stands:
        facts = difference(activity.id, known.told, told, now)
    else:
        facts = anew(activity.id, told, now)
    before = known.told if known is not None else None
    is_as_before = known is not None and before is not None and before.achieved_on == told.achieved_on
    sustained = known.sustained if known is not None and is_as_before else ()
    months = unsaid(told, sustained, looked_at, danish_day(now))
    if months is not None:
        sustained = (*sustained, months)
        facts = (*facts, lasts(activity.id, months, now))
    after = Milestone(activity.id, version, stands=True, told=told, sustained=sustained)
    return Recorded({**milestones, activity.id: after}, facts, State.RECEIVED)


def void(milestones: Milestones, activity: UUID, version: int, now: datetime) -> Recorded:
    """Take back what was said of an activity that is deleted."""
    known = milestones.get(activity)
    if known is not None and version < known.version:
        return Recorded(milestones, (), State.OVERTAKEN)
    facts = (voided(activity, now),) if known is not None and known.stands else ()
    gone = Milestone(activity, version, stands=False, told=None)
    return Recorded({**milestones, activity: gone}, facts, State.GONE)
