"""What this service hears: what the region may be told, and nothing else."""

from samspil.contracts import topics
from samspil.contracts.disclosure import RegionInformed
from samspil.ledger.hear import Subscriptions
from samspil.region_bridge.handlers.hear_disclosure import hear_disclosure
from samspil.region_bridge.storage.transaction import RegionTransaction

HEARD: Subscriptions[RegionTransaction] = {topics.DISCLOSURE_REGION: {RegionInformed: hear_disclosure}}
