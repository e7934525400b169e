"""The referral service's transaction: its citizens' files, referrals and consents."""

from collections.abc import Sequence
from typing import Any

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.shelf import Shelf
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.referral.storage.consents import ConsentShelf
from samspil.referral.storage.files import Files
from samspil.referral.storage.referrals import ReferralShelf


class ReferralTransaction(Transaction):
    """What the handlers of this service work on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.files = Files()
        self.referrals = ReferralShelf()
        self.consents = ConsentShelf()

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """In the order in which their rows point at each other: consents at referrals, referrals at files."""
        return (self.files, self.referrals, self.consents)


def referral_store(pool: Pool) -> Store[ReferralTransaction]:
    """Where this service's transactions are opened."""
    return Store(pool, ReferralTransaction, "referral", topics.CITIZEN, topics.REFERRAL)
