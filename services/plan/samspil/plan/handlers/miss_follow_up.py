"""Say that nobody was in touch after a discharge, when the day for it has passed."""

from datetime import datetime, timedelta
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.plan.domain.miss_follow_up import is_missed, miss_follow_up
from samspil.plan.handlers.late import late
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId

WAIT = timedelta(minutes=1)
"""Until the clock looks again while there may be something to hear that makes it no alarm."""


async def follow_up_missed(tx: PlanTransaction, citizen: CitizenId, item: str) -> datetime | None:
    """The clock's step; when to look again, because the day is another one or not all is heard yet."""
    plan, follow_up = tx.plans.of(citizen), tx.follow_ups.of(citizen).get(UUID(item))
    if plan is None or follow_up is None or not follow_up.waits:
        return None
    if not is_missed(follow_up, tx.now):
        return None if follow_up.missed == follow_up.due_on else late(follow_up.due_on)
    if not await tx.has_heard_all():
        return tx.now + WAIT
    missed, facts = miss_follow_up(plan, follow_up, tx.now)
    tx.keep(tx.follow_ups, missed, *facts, caused_by=Cause(case=plan.referral_id))
    return None
