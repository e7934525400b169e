"""Decide whether a message of which nobody can say whom it is about is kept for a human."""

from samspil.exchange.disclosure import receives
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.copenhagen import danish_day


def may_hold(tx: RegionTransaction) -> bool:
    """Whether notices are received of somebody whom it may be about; else it is as a stranger's."""
    today = danish_day(tx.now)
    for citizen in tx.citizens:
        tx.turn_to(citizen)
        if receives(tx.disclosures.of(citizen), today):
            return True
    return False
