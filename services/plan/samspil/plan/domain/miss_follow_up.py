"""Missing a follow-up: its last day passed, and nobody was in touch. A mark, which people see; it waits."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanFollowUpOverdue
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day


def is_missed(follow_up: FollowUp, now: datetime) -> bool:
    """Whether its day passed while it waits, and that was not said."""
    return follow_up.waits and danish_day(now) > follow_up.due_on and follow_up.missed != follow_up.due_on


def miss_follow_up(
    plan: Plan, follow_up: FollowUp, now: datetime
) -> tuple[FollowUp, tuple[PlanFollowUpOverdue, ...]]:
    """Said once of each day that passes."""
    if not is_missed(follow_up, now):
        return follow_up, ()
    fact = PlanFollowUpOverdue(
        plan_id=plan.id, follow_up_id=follow_up.id, due_on=follow_up.due_on, occurred_at=now
    )
    return replace(follow_up, missed=follow_up.due_on), (fact,)
