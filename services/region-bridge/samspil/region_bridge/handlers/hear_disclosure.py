"""Hear what the region may be told, and have the difference to what it was told delivered."""

from samspil.contracts.disclosure import RegionInformed
from samspil.contracts.envelope import Event
from samspil.ledger.delivery import Content
from samspil.ledger.reconcile import Disclosed, reconcile
from samspil.region_bridge.domain.disclosure import succeed
from samspil.region_bridge.domain.wanted import wanted
from samspil.region_bridge.messages.disclosure import disclosure_of
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.copenhagen import danish_day

REGION = "region"


def hear_disclosure(event: Event[RegionInformed], tx: RegionTransaction) -> None:
    """The newest disclosure replaces the one before it."""
    citizen = event.subject
    disclosure = succeed(tx.disclosures.of(citizen), disclosure_of(event))
    tx.disclosures.save(citizen, disclosure)
    deliveries = tx.deliveries.of(citizen) or ()
    disclosed = Disclosed(
        receiver=REGION,
        citizen=citizen,
        seq=disclosure.seq,
        shares=disclosure.shares,
        wanted={item: Content(*told) for item, told in wanted(disclosure).items()},
    )
    reconciled = reconcile(deliveries, disclosed, at=tx.now, now=tx.now, today=danish_day(tx.now))
    if reconciled != deliveries:
        tx.deliveries.save(citizen, reconciled)
