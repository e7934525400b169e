"""The jobcenter-bridge's transaction: disclosures, milestones and deliveries of its citizens."""

from collections.abc import Sequence
from typing import Any

from samspil.contracts import topics
from samspil.jobcenter_bridge.storage.disclosures import Disclosures
from samspil.jobcenter_bridge.storage.milestones import MilestoneShelf
from samspil.ledger.courier import DeliveryTransaction
from samspil.ledger.database import Pool
from samspil.ledger.deliveries import DeliveryShelf
from samspil.ledger.shelf import Shelf
from samspil.ledger.store import Store


class JobcenterTransaction(DeliveryTransaction):
    """What the handlers of this service work on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.disclosures = Disclosures()
        self.milestones = MilestoneShelf()
        self.deliveries = DeliveryShelf()

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The service's own state."""
        return (self.disclosures, self.milestones, self.deliveries)


def jobcenter_store(pool: Pool) -> Store[JobcenterTransaction]:
    """Where this service's transactions are opened."""
    return Store(pool, JobcenterTransaction, "jobcenter-bridge", topics.EMPLOYMENT)
