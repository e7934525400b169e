"""Decide whether a message of which nobody can say whom it is about is kept for a human."""

from samspil.region_bridge.domain.disclosure import receives_notices
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.copenhagen import danish_day


def may_hold(tx: RegionTransaction) -> bool:
    """Whether notices are received of somebody whom it may be about; else it is as a stranger's."""
    today = danish_day(tx.now)
    for citizen in tx.citizens:
        tx.turn_to(citizen)
        if receives_notices(tx.disclosures.of(citizen), today):
            return True
    return False
