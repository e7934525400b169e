"""Keep what the citizen agreed to."""

from uuid import UUID

from samspil.referral.domain.citizen_file import require_alive, require_standing
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.give_consent import give_consent as give
from samspil.referral.handlers.keep_consent import keep_consent
from samspil.referral.handlers.one_person import all_referrals
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.law import Law, in_force
from samspil.rulebook.whole_consent import Agreement
from samspil.vocabulary.copenhagen import danish_day


def give_consent(tx: ReferralTransaction, id_: UUID, agreed: Agreement, by: str, law: Law) -> Consent:
    """The consent.

    Raises ``NotRegistered``, ``FileIsMerged``, ``CitizenIsDead`` and what its decision raises.
    """
    require_alive(require_standing(tx.files.of(tx.citizen)))
    pack = in_force(law, danish_day(tx.now))
    consent, facts = give(id_, agreed, all_referrals(tx), pack, by, tx.now)
    return keep_consent(tx, consent, *facts)
