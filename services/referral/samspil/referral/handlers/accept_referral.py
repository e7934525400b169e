"""Accept a referral: the party that was asked will help."""

from datetime import date
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.accept import accept
from samspil.referral.domain.citizen_file import CitizenFile, require
from samspil.referral.domain.referral import Answerer, Referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def accept_referral(
    tx: ReferralTransaction,
    citizen: CitizenId,
    referral_id: UUID,
    by: Answerer,
    starts_on: date,
    version_seen: int | None,
) -> tuple[CitizenFile, Referral]:
    """The referral and the file with it.

    Raises ``NotRegistered``, ``StaleVersion`` and what ``accept`` raises.
    """
    file = require(tx.files.of(citizen), version_seen)
    file, referrals, facts = accept(file, tx.referrals.of(citizen) or {}, referral_id, by, starts_on, tx.now)
    tx.files.save(citizen, file)
    tx.referrals.save(citizen, referrals)
    tx.say(*facts, caused_by=Cause(case=referral_id))
    return file, referrals[referral_id]
