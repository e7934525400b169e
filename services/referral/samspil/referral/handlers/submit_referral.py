"""Submit a referral, with the consents that it stands on where they are given in the same act."""

from datetime import date

from samspil.referral.domain.citizen_file import require_alive, require_standing
from samspil.referral.domain.ground import (
    WRONG_WITH_REFERRAL,
    agreements,
    require_ground,
    require_number,
)
from samspil.referral.domain.referral import Referral
from samspil.referral.domain.submit import Submission, submit
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.one_person import all_consents, survivor_of
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.law import Law, in_force
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.sector import Sector


def submit_referral(
    tx: ReferralTransaction,
    asked: Submission,
    rules: Rulebook,
    law: Law,
    consent_until: date | None = None,
    consent_form: ConsentForm | None = None,
) -> Referral:
    """The referral; ``consent_until`` is the last day of what the citizen agrees to with it, if anything.

    One that follows another stands where that one does.
    Raises ``NotRegistered``, ``FileIsMerged``, ``CitizenIsDead``, ``LawWithoutHelp``, ``NumberWanted``,
    ``NoGround``, one of ``WRONG_SUBMISSIONS``, or what ``WRONG_WITH_REFERRAL`` names.
    """
    file = require_alive(tx.files.of(tx.citizen))
    if asked.follows is None:
        require_standing(file)
    today = danish_day(tx.now)
    pack = in_force(law, today)
    referral, facts = submit(asked, rules, tx.now)
    kept = keep_referral(tx, referral, *facts)
    if consent_until is not None and referral.to_sector is not Sector.SOCIAL:
        _agree(tx, referral, consent_until, consent_form, law)
    require_number(referral.to_sector, survivor_of(tx).cpr)
    require_ground(referral.to_sector, all_consents(tx), pack, today)
    return kept


def _agree(
    tx: ReferralTransaction, referral: Referral, until: date, form: ConsentForm | None, law: Law
) -> None:
    try:
        for agreed in agreements(referral.id, referral.to_sector, until, form):
            give_consent(tx, uuid7(), agreed, referral.author, law)
    except tuple(WRONG_WITH_REFERRAL) as wrong:
        raise WRONG_WITH_REFERRAL[type(wrong)] from None
