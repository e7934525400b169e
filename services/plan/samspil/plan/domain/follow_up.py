"""Following up: after a discharge somebody is in touch with the citizen by a day."""

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


FollowUps = dict[UUID, FollowUp]
"""All follow-ups of one citizen."""


def follow_up(
    plan: Plan | None, follow_ups: FollowUps, stay_id: UUID, discharged_at: datetime, now: datetime
) -> tuple[FollowUps, tuple[PlanFollowUpOpened, ...]]:
    """One for each support worker whose § 85 help is in force, once a stay."""
    if plan is None:
        return follow_ups, ()
    due_on = add_working_days(danish_day(discharged_at), FOLLOW_UP_WITHIN)
    workers = dict.fromkeys(help_.support_worker for help_ in plan.support)
    opened = {
        id_: FollowUp(id=id_, stay_id=stay_id, support_worker=worker, due_on=due_on, opened_at=now)
        for worker in workers
        if (id_ := uuid5(stay_id, worker)) not in follow_ups
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
