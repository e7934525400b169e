"""The referral service's transaction: its citizens' files, referrals, consents, relatives, and what waits."""

from collections.abc import Sequence
from typing import Any

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.shelf import Shelf
from samspil.ledger.states import States
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.referral.storage.tables import CONSENTS, FILES, REFERRALS, RELATIVES, STRAYS


class ReferralTransaction(Transaction):
    """What the handlers of this service work on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.files = States(FILES)
        self.referrals = Rows(REFERRALS)
        self.consents = Rows(CONSENTS)
        self.relatives = Rows(RELATIVES)
        self.strays = Rows(STRAYS)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The service's own state."""
        return (self.files, self.referrals, self.consents, self.relatives, self.strays)


def referral_store(pool: Pool) -> Store[ReferralTransaction]:
    """Where this service's transactions are opened."""
    return Store(pool, ReferralTransaction, "referral", topics.CITIZEN, topics.REFERRAL)
