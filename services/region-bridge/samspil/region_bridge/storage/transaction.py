"""The region-bridge's transaction: its citizens' disclosures, notices, stays said, threads and deliveries."""

from collections.abc import Sequence
from typing import Any

from samspil.contracts import topics
from samspil.exchange.deliveries import DELIVERIES
from samspil.exchange.say_delivery import DeliveryTransaction
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.shelf import Shelf
from samspil.ledger.states import States
from samspil.ledger.store import Store
from samspil.region_bridge.storage.messages_in import MessagesIn
from samspil.region_bridge.storage.notices import Notices
from samspil.region_bridge.storage.said_stays import SaidStays
from samspil.region_bridge.storage.stay_notices import StayNotices
from samspil.region_bridge.storage.tables import DISCLOSURES, HELD, WAITING_MESSAGES
from samspil.region_bridge.storage.threads import THREADS, Payloads


class RegionTransaction(DeliveryTransaction):
    """What the handlers of this service work on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.disclosures = States(DISCLOSURES)
        self.notices = Notices()
        self.stay_notices = StayNotices()
        self.said_stays = SaidStays()
        self.held = Rows(HELD)
        self.deliveries = Rows(DELIVERIES)
        self.threads = Rows(THREADS)
        self.payloads = Payloads()
        self.messages_in = MessagesIn()
        self.waiting_messages = Rows(WAITING_MESSAGES)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """In the order in which they are written."""
        return (
            self.disclosures,
            self.notices,
            self.stay_notices,
            self.said_stays,
            self.held,
            self.deliveries,
            self.threads,
            self.payloads,
            self.messages_in,
            self.waiting_messages,
        )


def region_store(pool: Pool) -> Store[RegionTransaction]:
    """Where this service's transactions are opened."""
    return Store(pool, RegionTransaction, "region-bridge", topics.HOSPITAL)
