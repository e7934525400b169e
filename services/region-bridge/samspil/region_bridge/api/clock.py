"""What falls due here: nothing yet."""

from samspil.ledger.due import Step
from samspil.region_bridge.storage.transaction import RegionTransaction

DUE: dict[str, Step[RegionTransaction]] = {}
