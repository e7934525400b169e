"""Keep that the citizen died; every referral of theirs that is not over ends with it."""

from datetime import date
from uuid import UUID

from samspil.contracts.citizen import DeathSource
from samspil.contracts.referral import ClosingReason
from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import (
    CitizenFile,
    require_alive,
    require_file,
    require_standing,
)
from samspil.referral.domain.record_death import record_death as record
from samspil.referral.domain.referral import OVER, Staff
from samspil.referral.handlers.close_all import close_all
from samspil.referral.handlers.one_person import each_file
from samspil.referral.storage.transaction import ReferralTransaction


def record_death(
    tx: ReferralTransaction,
    seen: int | None,
    died_on: date | None,
    source: DeathSource,
    birthday: date | None,
    by: Staff,
    report_id: UUID | None = None,
) -> CitizenFile:
    """The file as it is now; it is said of every file of the person that does not say so already.

    Raises ``NotRegistered``, ``FileIsMerged``, ``StaleVersion`` and what recording it raises.
    """
    require_version(require_alive(require_standing(tx.files.of(tx.citizen))), seen)
    here = tx.citizen
    for one in each_file(tx):
        file = require_file(tx.files.of(one))
        if one == here or file.death is None:
            closed = close_all(tx, by, ClosingReason.DEAD, lambda one: one.state not in OVER)
            dead, facts = record(file, died_on, source, birthday, closed, by.id, tx.now, report_id)
            tx.keep(tx.files, dead, *facts, caused_by=Cause(case=one))
    return require_file(tx.files.of(here))
