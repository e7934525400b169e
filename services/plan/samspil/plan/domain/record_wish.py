"""Recording what the citizen wishes in work or education, or why not now."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanEmploymentWishRecorded
from samspil.plan.domain.plan import EmploymentWish, Plan, require_going_on
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class WishOrReason(Exception):
    """There is a wish, or a reason why not now: one of the two."""


def record_wish(
    plan: Plan, wish: Sealed | None, not_now: Sealed | None, by: str, now: datetime
) -> tuple[Plan, tuple[PlanEmploymentWishRecorded, ...]]:
    """In place of what was said before. Raises ``PlanOver`` or ``WishOrReason``."""
    require_going_on(plan)
    if (wish is None) == (not_now is None):
        raise WishOrReason
    recorded = EmploymentWish(wish, not_now, danish_day(now))
    fact = PlanEmploymentWishRecorded(
        plan_id=plan.id,
        wish=wish,
        not_now=not_now,
        recorded_on=recorded.recorded_on,
        recorded_by=by,
        occurred_at=now,
    )
    return replace(plan, employment_wish=recorded), (fact,)
