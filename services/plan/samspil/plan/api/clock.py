"""What falls due here, beside what the ledger drains."""

from samspil.ledger.due import Step
from samspil.plan.handlers.take_back import TAKE_BACK, take_back_in_vain
from samspil.plan.storage.transaction import PlanTransaction

DUE: dict[str, Step[PlanTransaction]] = {TAKE_BACK: take_back_in_vain}
