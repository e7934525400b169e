"""Take back what is asked in vain because of stays that a version before heard of."""

from datetime import datetime

from samspil.ledger.say import Cause
from samspil.plan.domain.settle import take_back
from samspil.plan.handlers.keep_file import keep_file
from samspil.plan.handlers.read_file import read_file
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId

TAKE_BACK = "take back"
"""The due step, once a citizen."""


def take_back_in_vain(tx: PlanTransaction, citizen: CitizenId, _item: str) -> datetime | None:
    """The clock's step: a question about a stay that is over, a follow-up of one that never was."""
    file = read_file(tx)
    for stay in tx.stays.of(citizen).values():
        file = file.after(take_back(file.plan, file.brought, stay, tx.now))
    if file.plan is not None:
        keep_file(tx, file, Cause(case=file.plan.referral_id))
    return None
