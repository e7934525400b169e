"""What falls due here, beside what the ledger drains."""

from samspil.ledger.due import Step
from samspil.ledger.fold import FoldTransaction

DUE: dict[str, Step[FoldTransaction]] = {}
