"""Beginning: the first accepted referral opens the citizen's plan, every later one finds it."""

from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanOpened
from samspil.plan.domain.plan import Plan


def begin(
    plan: Plan | None, plan_id: UUID, referral_id: UUID, now: datetime
) -> tuple[Plan, tuple[PlanOpened, ...]]:
    """One plan a citizen: there is one life to plan, however many parties help."""
    if plan is not None:
        return plan, ()
    opened = Plan(id=plan_id, referral_id=referral_id, opened_at=now, goals={}, interventions={})
    return opened, (PlanOpened(plan_id=plan_id, referral_id=referral_id, occurred_at=now),)
