"""Take a consent back."""

from uuid import UUID

from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.withdraw_consent import withdraw_consent as withdraw
from samspil.referral.handlers.keep_consent import keep_consent
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.less_consent import require_consent


def withdraw_consent(tx: ReferralTransaction, consent_id: UUID, by: str) -> Consent:
    """The consent without effect, whatever else of the citizen cannot be read.

    Raises ``NotRegistered``, ``UnknownConsent`` and what its decision raises.
    """
    consents = tx.consents.of(tx.citizen)
    if consent_id not in consents:
        require_file(tx.files.of(tx.citizen))
    consent, facts = withdraw(require_consent(consents, consent_id), by, tx.now)
    return keep_consent(tx, consent, *facts)
