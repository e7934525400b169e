"""Say that a step was not taken, when its day has passed."""

from datetime import datetime
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.miss_answer import look_on, miss_answer
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import start_of


def miss_referral_answer(
    tx: ReferralTransaction, citizen: CitizenId, item: str, rules: Rulebook
) -> datetime | None:
    """The clock's step; when it is to look again, because a later day is owed or the leader is to see it."""
    before = tx.referrals.of(citizen).get(UUID(item))
    if before is None:
        return None
    missed, facts = miss_answer(before, rules, tx.now)
    if facts:
        tx.keep(tx.referrals, missed, *facts, caused_by=Cause(case=missed.id))
    again = look_on(missed, rules)
    return start_of(again) if again else None
