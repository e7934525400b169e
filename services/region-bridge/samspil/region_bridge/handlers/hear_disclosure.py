"""Keep what the region is told now, and have the difference to what it was told delivered."""

from dataclasses import replace

from samspil.contracts.disclosure import RegionInformed
from samspil.contracts.envelope import Event
from samspil.exchange.deliver import deliver
from samspil.exchange.disclosure import succeed
from samspil.region_bridge.domain.ground import may_be_applied
from samspil.region_bridge.domain.held import How, Look, Settled, Why
from samspil.region_bridge.domain.wanted import wanted
from samspil.region_bridge.handlers.settle_held import end, waiting
from samspil.region_bridge.storage.notices import KeptNotice
from samspil.region_bridge.storage.transaction import RegionTransaction


def hear_disclosure(heard: Event[RegionInformed], tx: RegionTransaction) -> None:
    """The newest disclosure replaces the one before it."""
    disclosure = succeed(tx.disclosures.of(heard.subject), heard)
    tx.disclosures.put(disclosure)
    if not may_be_applied(disclosure):
        _let_go(tx)
    deliver(tx, "region", disclosure, wanted(heard.data))


def _let_go(tx: RegionTransaction) -> None:
    """What was held because its ground was in doubt: there is none, and nothing stays of the message."""
    doubtful = list(waiting(tx, Why.GROUND_IN_DOUBT))
    for one in doubtful:
        end(tx, replace(one, says=None), Settled(How.OVERTAKEN, Look(None, tx.now, None)))
    if doubtful:
        tx.notices.save(tx.citizen, tuple(KeptNotice(one.message_id, None, tx.now) for one in doubtful))
