"""Take a consent back."""

from uuid import UUID

from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.withdraw_consent import withdraw_consent as withdraw
from samspil.referral.handlers.keep_consent import keep_consent
from samspil.referral.handlers.one_person import files_of_person
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.less_consent import require_consent


def withdraw_consent(tx: ReferralTransaction, consent_id: UUID, by: str) -> Consent:
    """The consent without effect, whatever else of the citizen cannot be read.

    It is found in whichever file of the person it lies; the transaction is turned to that one.
    Raises ``NotRegistered``, ``UnknownConsent`` and what its decision raises.
    """
    if consent_id not in tx.consents.of(tx.citizen):
        require_file(tx.files.of(tx.citizen))
        _turn_to_whose(tx, consent_id)
    consent, facts = withdraw(require_consent(tx.consents.of(tx.citizen), consent_id), by, tx.now)
    return keep_consent(tx, consent, *facts)


def _turn_to_whose(tx: ReferralTransaction, consent_id: UUID) -> None:
    here = tx.citizen
    for one in files_of_person(tx):
        tx.turn_to(one)
        if consent_id in tx.consents.of(one):
            return
    tx.turn_to(here)
