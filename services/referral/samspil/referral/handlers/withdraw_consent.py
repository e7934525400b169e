"""Take a consent back."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.withdraw_consent import require_consent
from samspil.referral.domain.withdraw_consent import withdraw_consent as withdraw
from samspil.referral.storage.transaction import ReferralTransaction


def withdraw_consent(tx: ReferralTransaction, consent_id: UUID, by: str) -> Consent:
    """The consent without effect.

    Raises ``NotRegistered``, ``UnknownConsent`` and what its decision raises.
    """
    require_file(tx.files.of(tx.citizen))
    consent, facts = withdraw(require_consent(tx.consents.of(tx.citizen), consent_id), by, tx.now)
    return tx.keep(tx.consents, consent, *facts, caused_by=Cause(case=consent.case))
