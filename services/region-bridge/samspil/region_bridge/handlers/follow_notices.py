"""Say what follows from a citizen's notices and was not said yet."""

from datetime import datetime
from uuid import UUID

from samspil.exchange.disclosure import receives
from samspil.ledger.say import Cause
from samspil.region_bridge.domain.receive import follow
from samspil.region_bridge.domain.say_stays import Fact
from samspil.region_bridge.handlers.hold_notice import say_held
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

FOLLOW_NOTICES = "follow notices"
"""The due step that says what a version before would have said otherwise."""


def follow_notices(tx: RegionTransaction, citizen: CitizenId, _item: str) -> datetime | None:
    """The clock's step, once for a citizen of whom an earlier version has told; nothing without a basis.

    What that version held without a word is said to wait.
    """
    for one in tx.held.of(citizen).values():
        if one.version == 0 and one.settled is None:
            say_held(tx, one)
    if receives(tx.disclosures.of(citizen), danish_day(tx.now)):
        facts = follow(tx.stay_notices.of(citizen), tx.said_stays.of(citizen), citizen, tx.now)
        say(tx, citizen, facts)
    return None


def say(
    tx: RegionTransaction, citizen: CitizenId, facts: tuple[Fact, ...], before: UUID | None = None
) -> None:
    """Each fact belongs to the case of its stay."""
    if facts:
        tx.said_stays.save(citizen, (*tx.said_stays.of(citizen), *facts))
    for fact in facts:
        tx.say(fact, caused_by=Cause(case=fact.stay_id, before=before))
