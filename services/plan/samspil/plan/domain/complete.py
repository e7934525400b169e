"""Completing: somebody was in touch with the citizen after the discharge."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanFollowUpCompleted
from samspil.plan.domain.follow_up import FollowUp, FollowUps
from samspil.plan.domain.plan import Plan


class UnknownFollowUp(Exception):
    """No such follow-up was opened for this citizen."""


class FollowUpWithdrawn(Exception):
    """There was no such discharge: nobody has to be in touch because of it."""


class AlreadyCompleted(Exception):
    """Somebody was in touch before."""


def require_follow_up(follow_ups: FollowUps, follow_up_id: UUID) -> FollowUp:
    """The citizen's follow-up. Raises ``UnknownFollowUp``."""
    follow_up = follow_ups.get(follow_up_id)
    if follow_up is None:
        raise UnknownFollowUp
    return follow_up


def complete(
    plan: Plan, follow_up: FollowUp, by: str, now: datetime
) -> tuple[FollowUp, tuple[PlanFollowUpCompleted, ...]]:
    """Completed once, also after its day. Raises ``AlreadyCompleted`` or ``FollowUpWithdrawn``."""
    if follow_up.completed_at is not None:
        raise AlreadyCompleted
    if follow_up.withdrawn_at is not None:
        raise FollowUpWithdrawn
    completed = replace(follow_up, completed_at=now, completed_by=by)
    fact = PlanFollowUpCompleted(plan_id=plan.id, follow_up_id=follow_up.id, completed_by=by, occurred_at=now)
    return completed, (fact,)
