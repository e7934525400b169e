"""Submit a referral, and have the clock look when its answer is owed."""

from datetime import timedelta
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.referral import Referral
from samspil.referral.domain.submit import Submission, submit
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.copenhagen import start_of

ANSWER = "answer"
"""The due step that looks whether a referral was answered; its item is the referral id."""


def submit_referral(tx: ReferralTransaction, asked: Submission) -> Referral:
    """The referral. Raises ``NotRegistered``, ``LawWithoutHelp``."""
    require_file(tx.files.of(tx.citizen))
    referral, facts = submit(asked, tx.now)
    tx.mark(due_item(asked.id), start_of(referral.answer_by + timedelta(days=1)))
    return tx.keep(tx.referrals, referral, *facts, caused_by=Cause(case=asked.id))


def due_item(referral: UUID) -> str:
    """What the clock is asked to look at."""
    return f"{ANSWER}:{referral}"
