"""Pass a referral on: its successor asks the next unit in the same transaction."""

from uuid import UUID

from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.redirect import follow, redirect
from samspil.referral.domain.referral import Referral, Staff, require_referral
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


def redirect_referral(
    tx: ReferralTransaction,
    referral_id: UUID,
    seen: int | None,
    by: Staff,
    to_unit: str,
    basis: LegalBasis | None,
    words: Sealed,
    rules: Rulebook,
    law: Law,
) -> Referral:
    """The referral that was passed on.

    Raises ``NotRegistered``, ``UnknownReferral``, ``StaleVersion``, and what passing on and submitting raise.
    """
    require_file(tx.files.of(tx.citizen))
    referral = require_referral(tx.referrals.of(tx.citizen), referral_id)
    require_version(referral, seen)
    successor = uuid7()
    passed_on, facts = redirect(referral, by, successor, to_unit, words, tx.now)
    submit_referral(tx, follow(referral, successor, to_unit, basis), rules, law)
    return keep_referral(tx, passed_on, *facts)
