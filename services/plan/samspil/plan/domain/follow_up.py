"""Following up: after a discharge somebody is in touch with the citizen by a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from samspil.contracts.plan import PlanFollowUpOpened
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.working_days import add_working_days

FOLLOW_UP_WITHIN = 5
"""Danish working days from the discharge.

A parameter: within seven days is common practice and stands in no law; five working days keep that in a
week without holidays and never end on a day on which nobody is at work.
"""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One support worker's contact after one stay."""

    id: UUID
    stay_id: UUID
    support_worker: str
    """Staff id."""
    due_on: date
    opened_at: datetime
    completed_at: datetime | None = None
    completed_by: str | None = None
    """Staff id: a colleague may have stood in."""
    withdrawn_at: datetime | None = None
    """When it turned out that there was no such discharge."""
    version: int = 0
    """The number of the last fact about it."""

    @property
    def waits(self) -> bool:
        """Whether somebody has to be in touch."""
        return self.completed_at is None and self.withdrawn_at is None


FollowUps = dict[UUID, FollowUp]
"""All follow-ups of one citizen."""


def last_day(discharged_at: datetime) -> date:
    """By when somebody has to be in touch after the discharge."""
    return add_working_days(danish_day(discharged_at), FOLLOW_UP_WITHIN)


def follow_up(
    plan: Plan,
    follow_ups: FollowUps,
    stay_id: UUID,
    discharged_at: datetime,
    now: datetime,
    *,
    told_here: bool = True,
    but: Collection[str] = (),
) -> tuple[FollowUps, tuple[PlanFollowUpOpened, ...]]:
    """One for each support worker whose § 85 help is in force, once a stay, counted from its discharge.

    A withdrawn one is opened anew, and one that waits gets another day where the discharge was another day.
    The stay may be ``told_here``, of the plan's own citizen, or of another file of the same person: each file
    has follow-ups of its own. None for the workers ``but`` of whom another file has one.
    """
    due_on = last_day(discharged_at)
    waiting = [one.support_worker for one in follow_ups.values() if one.stay_id == stay_id and one.waits]
    workers = dict.fromkeys([*waiting, *(help_.support_worker for help_ in plan.support)])
    within = stay_id if told_here else uuid5(plan.id, str(stay_id))
    opened = {
        id_: FollowUp(id=id_, stay_id=stay_id, support_worker=worker, due_on=due_on, opened_at=now)
        for worker in workers
        if worker not in but and _is_to_open(follow_ups.get(id_ := uuid5(within, worker)), due_on)
    }
    facts = tuple(
        PlanFollowUpOpened(
            plan_id=plan.id,
            follow_up_id=one.id,
            stay_id=stay_id,
            support_worker=one.support_worker,
            due_on=due_on,
            occurred_at=now,
        )
        for one in opened.values()
    )
    return {**follow_ups, **opened}, facts


def _is_to_open(earlier: FollowUp | None, due_on: date) -> bool:
    if earlier is None or earlier.withdrawn_at is not None:
        return True
    return earlier.waits and earlier.due_on != due_on
