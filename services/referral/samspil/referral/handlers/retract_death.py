"""Keep that the citizen lives after all; what ended with the mistake is asked anew."""

from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import CitizenFile, require_file, require_standing
from samspil.referral.domain.retract_death import ask_anew, ended_with, require_death
from samspil.referral.domain.retract_death import retract_death as retract
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.one_person import each_file
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.ids import uuid7


def retract_death(tx: ReferralTransaction, seen: int | None, by: str, rules: Rulebook) -> CitizenFile:
    """The file as it is now; it is said of every file of the person that says so.

    Raises ``NotRegistered``, ``FileIsMerged``, ``StaleVersion``, ``NotDead``.
    """
    file = require_standing(tx.files.of(tx.citizen))
    require_version(file, seen)
    require_death(file)
    for one in each_file(tx):
        if require_file(tx.files.of(one)).death is not None:
            _retract(tx, by, rules)
    return require_file(tx.files.of(tx.citizen))


def _retract(tx: ReferralTransaction, by: str, rules: Rulebook) -> None:
    file = require_file(tx.files.of(tx.citizen))
    ended = list(ended_with(require_death(file), tx.referrals.of(tx.citizen)))
    lives, facts = retract(file, by, tx.now)
    tx.keep(tx.files, lives, *facts, caused_by=Cause(case=tx.citizen))
    for one in ended:
        successor, said = ask_anew(one, uuid7(), rules, tx.now)
        keep_referral(tx, successor, *said)
