"""Let a consent hold for less."""

from uuid import UUID

from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.narrow_consent import narrow_consent as narrow
from samspil.referral.handlers.keep_consent import keep_consent
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.less_consent import Rest, require_consent


def narrow_consent(
    tx: ReferralTransaction, consent_id: UUID, seen: int | None, rest: Rest, by: str
) -> Consent:
    """The consent as far as it still holds.

    Raises ``NotRegistered``, ``UnknownConsent``, ``StaleVersion`` and what its decision raises.
    """
    require_file(tx.files.of(tx.citizen))
    consent = require_consent(tx.consents.of(tx.citizen), consent_id)
    require_version(consent, seen)
    narrowed, facts = narrow(consent, rest, by, tx.now)
    return keep_consent(tx, narrowed, *facts)
