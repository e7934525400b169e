"""What is to be said of an activity, whole: the next look is compared with it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.contracts.employment import MilestoneKind, MilestoneOutcome
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.vocabulary.sealed import Sealed

NOT_BEGUN = frozenset({Status.PROPOSED, Status.CREATED})


@dataclass(frozen=True, slots=True)
class Told:
    """The whole of what was said of a milestone that stands; the version before kept the first six."""

    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    started_on: date | None
    ended_on: date | None
    minutes_per_week: int | None = None
    minutes_since: date | None = None
    """None: since it starts, or since they became known."""
    achieved_on: date | None = None
    lost_on: date | None = None
    outcome: MilestoneOutcome | None = None
    purpose: Sealed | None = None
    is_proposed: bool = False
    goal_id: UUID | None = None
    """The citizen's goal that it serves: of what was entered here alone."""

    @classmethod
    def of(cls, activity: Activity) -> "Told":
        """What is to be said of this activity; of one that is proposed, no more than a proposal says."""
        if activity.status is Status.PROPOSED:
            return cls(
                kind=activity.kind,
                starts_on=activity.starts_on,
                ends_on=None,
                hours_per_week=None,
                started_on=None,
                ended_on=None,
                purpose=activity.purpose,
                is_proposed=True,
            )
        minutes, since, is_over = activity.minutes_per_week, activity.minutes_since, activity.status
        return cls(
            kind=activity.kind,
            starts_on=activity.starts_on,
            ends_on=activity.ends_on,
            hours_per_week=whole_hours(minutes),
            started_on=activity.starts_on if _has_started(activity) else None,
            ended_on=activity.ends_on if is_over is Status.ENDED else None,
            minutes_per_week=minutes,
            minutes_since=None if minutes is None or since == activity.starts_on else since,
            achieved_on=None if activity.status in NOT_BEGUN else activity.achieved_on,
            lost_on=activity.ends_on if is_over is Status.LOST else None,
            outcome=activity.outcome if is_over is Status.ENDED else None,
            purpose=activity.purpose,
        )

    @property
    def lasts(self) -> bool:
        """Whether it is achieved, and neither lost nor over."""
        return self.achieved_on is not None and self.lost_on is None and self.ended_on is None


def whole_hours(minutes: int | None) -> int | None:
    """What is left of the minutes is not in them."""
    return None if minutes is None else minutes // 60


def _has_started(activity: Activity) -> bool:
    """A job is got before its first day: that it is achieved tells a start only where that day had come."""
    if activity.status is Status.ACHIEVED and activity.achieved_on is not None:
        return activity.starts_on <= activity.achieved_on
    return activity.status not in NOT_BEGUN
