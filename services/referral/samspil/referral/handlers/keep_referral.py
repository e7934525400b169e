"""Keep a referral and say what was decided about it, and have the clock look when its next step is owed."""

from datetime import date
from uuid import UUID

from samspil.contracts.envelope import Fact
from samspil.ledger.say import Cause
from samspil.referral.domain.referral import Referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.copenhagen import day_after, start_of

ANSWER = "answer"
"""The due step that looks whether what is owed was done; its item is the referral id."""


def keep_referral(
    tx: ReferralTransaction, referral: Referral, *facts: Fact, caused_by: Cause | None = None
) -> Referral:
    """The referral at its new version; the case is its own, unless something that was heard caused it."""
    kept = tx.keep(tx.referrals, referral, *facts, caused_by=caused_by or Cause(case=referral.id))
    look_after(tx, referral, day_after(referral.answer_by))
    return kept


def look_after(tx: ReferralTransaction, referral: Referral, day: date | None) -> None:
    """Have the clock look when the day begins, if a step is owed."""
    if referral.owes and day is not None:
        tx.mark(due_item(referral.id), start_of(day))


def due_item(referral: UUID) -> str:
    """What the clock is asked to look at."""
    return f"{ANSWER}:{referral}"
