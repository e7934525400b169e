"""Keep that the citizen moved; what belongs to a municipality that acts no more is over."""

from datetime import date

from samspil.contracts.referral import ClosingReason
from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import CitizenFile, require_file
from samspil.referral.domain.move import Move, ends_with_move, move
from samspil.referral.domain.referral import Staff
from samspil.referral.handlers.close_all import close_all
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day


def move_citizen(
    tx: ReferralTransaction, seen: int | None, to: Move, birthday: date | None, by: Staff, rules: Rulebook
) -> CitizenFile:
    """The file as it is now. Raises ``NotRegistered``, ``StaleVersion`` and what moving raises."""
    file = require_file(tx.files.of(tx.citizen))
    require_version(file, seen)
    moved, facts = move(file, to, birthday, by.id, tx.now)
    kept = tx.keep(tx.files, moved, *facts, caused_by=Cause(case=tx.citizen))
    if moved.acting_municipality != file.acting_municipality:
        today = danish_day(tx.now)
        close_all(
            tx,
            by,
            ClosingReason.MOVED,
            lambda one: ends_with_move(one, moved.acting_municipality, rules, today),
        )
    return kept
