"""Keep that the citizen moved; what belongs to a municipality that acts no more is over."""

from datetime import date

from samspil.contracts.referral import ClosingReason
from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import CitizenFile, require_file, require_standing
from samspil.referral.domain.move import Move, ends_with_move, is_there, move
from samspil.referral.domain.referral import Staff
from samspil.referral.handlers.close_all import close_all
from samspil.referral.handlers.one_person import each_file
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day


def move_citizen(
    tx: ReferralTransaction, seen: int | None, to: Move, birthday: date | None, by: Staff, rules: Rulebook
) -> CitizenFile:
    """The file as it is now; it is said of every file of the person that says otherwise.

    Raises ``NotRegistered``, ``FileIsMerged``, ``StaleVersion`` and what moving raises.
    """
    require_version(require_standing(tx.files.of(tx.citizen)), seen)
    here = tx.citizen
    for one in each_file(tx):
        if one == here or not is_there(require_file(tx.files.of(one)), to):
            _move(tx, to, birthday, by, rules)
    return require_file(tx.files.of(here))


def _move(tx: ReferralTransaction, to: Move, birthday: date | None, by: Staff, rules: Rulebook) -> None:
    file = require_file(tx.files.of(tx.citizen))
    moved, facts = move(file, to, birthday, by.id, tx.now)
    tx.keep(tx.files, moved, *facts, caused_by=Cause(case=tx.citizen))
    if moved.acting_municipality != file.acting_municipality:
        today = danish_day(tx.now)
        close_all(
            tx,
            by,
            ClosingReason.MOVED,
            lambda one: ends_with_move(one, moved.acting_municipality, rules, today),
        )
