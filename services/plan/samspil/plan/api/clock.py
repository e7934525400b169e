"""What falls due here, beside what the ledger drains."""

from samspil.ledger.due import Step
from samspil.plan.storage.transaction import PlanTransaction

DUE: dict[str, Step[PlanTransaction]] = {}
