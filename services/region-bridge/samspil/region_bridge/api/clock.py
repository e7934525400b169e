"""What falls due here: stays of which a version before has told, once."""

from samspil.ledger.due import Step
from samspil.region_bridge.handlers.follow_notices import FOLLOW_NOTICES, follow_notices
from samspil.region_bridge.storage.transaction import RegionTransaction

DUE: dict[str, Step[RegionTransaction]] = {FOLLOW_NOTICES: follow_notices}
