"""Keep what the citizen agreed to."""

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import require_alive
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.give_consent import Agreement
from samspil.referral.domain.give_consent import give_consent as give
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.law import Law, in_force
from samspil.vocabulary.copenhagen import danish_day


def give_consent(tx: ReferralTransaction, agreed: Agreement, law: Law) -> Consent:
    """The consent. Raises ``NotRegistered``, ``CitizenIsDead`` and what its decision raises."""
    require_alive(tx.files.of(tx.citizen))
    pack = in_force(law, danish_day(tx.now))
    consent, facts = give(tx.referrals.of(tx.citizen), agreed, pack, tx.now)
    return tx.keep(tx.consents, consent, *facts, caused_by=Cause(case=agreed.case))
