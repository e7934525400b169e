"""Submit a referral, and have the clock look when its answer is owed."""

from datetime import timedelta
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import CitizenFile, require
from samspil.referral.domain.referral import Referral
from samspil.referral.domain.submit import Submission, submit
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import start_of

ANSWER = "answer"
"""The due step that looks whether a referral was answered; its item is the referral id."""


def submit_referral(
    tx: ReferralTransaction, citizen: CitizenId, asked: Submission, version_seen: int | None, cause: Cause
) -> tuple[CitizenFile, Referral]:
    """The referral and the file as it is with it.

    Raises ``NotRegistered``, ``StaleVersion``, ``LawWithoutHelp``.
    """
    file = require(tx.files.of(citizen), version_seen)
    file, referrals, facts = submit(file, tx.referrals.of(citizen) or {}, asked, tx.now)
    tx.files.save(citizen, file)
    tx.referrals.save(citizen, referrals)
    tx.say(*facts, caused_by=cause)
    tx.mark(due_item(asked.id), start_of(referrals[asked.id].answer_by + timedelta(days=1)))
    return file, referrals[asked.id]


def due_item(referral: UUID) -> str:
    """What the clock is asked to look at."""
    return f"{ANSWER}:{referral}"
