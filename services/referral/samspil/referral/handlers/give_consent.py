"""Keep what the citizen agreed to."""

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.give_consent import Agreement
from samspil.referral.domain.give_consent import give_consent as give
from samspil.referral.storage.transaction import ReferralTransaction


def give_consent(tx: ReferralTransaction, agreed: Agreement) -> Consent:
    """The consent. Raises ``NotRegistered`` and what its decision raises."""
    require_file(tx.files.of(tx.citizen))
    consent, facts = give(tx.referrals.of(tx.citizen), agreed, tx.now)
    return tx.keep(tx.consents, consent, *facts, caused_by=Cause(case=agreed.case))
