"""Keep what the region is told now, and have the difference to what it was told delivered."""

from samspil.contracts.disclosure import RegionInformed
from samspil.contracts.envelope import Event
from samspil.exchange.deliver import deliver
from samspil.exchange.disclosure import succeed
from samspil.region_bridge.domain.wanted import wanted
from samspil.region_bridge.storage.transaction import RegionTransaction


def hear_disclosure(heard: Event[RegionInformed], tx: RegionTransaction) -> None:
    """The newest disclosure replaces the one before it."""
    disclosure = succeed(tx.disclosures.of(heard.subject), heard)
    tx.disclosures.put(disclosure)
    deliver(tx, "region", disclosure, wanted(heard.data))
