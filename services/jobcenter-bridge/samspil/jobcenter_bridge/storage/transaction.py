"""The jobcenter-bridge's transaction: all that is kept of its citizens."""

from collections.abc import Sequence
from typing import Any

from samspil.contracts import topics
from samspil.exchange.deliveries import DELIVERIES
from samspil.exchange.say_delivery import DeliveryTransaction
from samspil.jobcenter_bridge.domain.basis import is_received
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.storage.tables import (
    ANSWERS,
    DISCLOSURES,
    MEETINGS,
    MILESTONES,
    OWN_STEPS,
    REQUESTS,
    STANDINGS,
)
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.shelf import Shelf
from samspil.ledger.states import States
from samspil.ledger.store import Store
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


class JobcenterTransaction(DeliveryTransaction):
    """What the handlers of this service work on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.disclosures = States(DISCLOSURES)
        self.milestones = Rows(MILESTONES)
        self.own_steps = Rows(OWN_STEPS)
        self.answers = Rows(ANSWERS)
        self.requests = Rows(REQUESTS)
        self.meetings = Rows(MEETINGS)
        self.standings = Rows(STANDINGS)
        self.deliveries = Rows(DELIVERIES)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The service's own state."""
        return (
            self.disclosures,
            self.milestones,
            self.own_steps,
            self.answers,
            self.requests,
            self.meetings,
            self.standings,
            self.deliveries,
        )

    def receives(self, citizen: CitizenId, kind: Kind) -> bool:
        """Whether what the jobcenter tells of this citizen in entities of this kind may become events now."""
        return is_received(self.disclosures.of(citizen), kind, danish_day(self.now))


def jobcenter_store(pool: Pool) -> Store[JobcenterTransaction]:
    """Where this service's transactions are opened."""
    return Store(pool, JobcenterTransaction, "jobcenter-bridge", topics.EMPLOYMENT)
