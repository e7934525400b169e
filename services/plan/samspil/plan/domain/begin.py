"""Beginning: an accepted referral opens the citizen's plan; every later one finds it, until it has ended."""

from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanOpened
from samspil.plan.domain.plan import Plan


def begin(
    plan: Plan | None, plan_id: UUID, referral_id: UUID, now: datetime
) -> tuple[Plan, tuple[PlanOpened, ...]]:
    """One plan a citizen: there is one life to plan, however many parties help.

    A plan after one that ended begins anew; what is known of the person goes on.
    """
    if plan is not None and plan.ended_on is None:
        return plan, ()
    opened = Plan(
        id=plan_id,
        referral_id=referral_id,
        opened_at=now,
        goals={},
        interventions={},
        employment_wish=plan.employment_wish if plan else None,
        resources=plan.resources if plan else {},
    )
    return opened, (PlanOpened(plan_id=plan_id, referral_id=referral_id, occurred_at=now),)
