"""Keep that the citizen died; every referral that is not over ends with it."""

from datetime import date

from samspil.contracts.citizen import DeathSource
from samspil.contracts.referral import ClosingReason
from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import CitizenFile, require_alive
from samspil.referral.domain.record_death import record_death as record
from samspil.referral.domain.referral import OVER, Staff
from samspil.referral.handlers.close_all import close_all
from samspil.referral.storage.transaction import ReferralTransaction


def record_death(
    tx: ReferralTransaction,
    seen: int | None,
    died_on: date | None,
    source: DeathSource,
    birthday: date | None,
    by: Staff,
) -> CitizenFile:
    """The file as it is now. Raises ``NotRegistered``, ``StaleVersion`` and what recording it raises."""
    file = require_alive(tx.files.of(tx.citizen))
    require_version(file, seen)
    closed = close_all(tx, by, ClosingReason.DEAD, lambda one: one.state not in OVER)
    dead, facts = record(file, died_on, source, birthday, closed, by.id, tx.now)
    return tx.keep(tx.files, dead, *facts, caused_by=Cause(case=tx.citizen))
