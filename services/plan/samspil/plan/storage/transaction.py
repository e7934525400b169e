"""The plan service's transaction: its citizens' plans, questions about support, follow-ups and stays."""

from collections.abc import Sequence
from typing import Any

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.shelf import Shelf
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.plan.storage.follow_ups import FollowUpShelf
from samspil.plan.storage.plans import Plans
from samspil.plan.storage.questions import QuestionShelf
from samspil.plan.storage.stays import StayShelf


class PlanTransaction(Transaction):
    """What the handlers of this service work on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.plans = Plans()
        self.questions = QuestionShelf()
        self.follow_ups = FollowUpShelf()
        self.stays = StayShelf()

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """Plans first: the rows of the others point at their plan's."""
        return (self.plans, self.questions, self.follow_ups, self.stays)


def plan_store(pool: Pool) -> Store[PlanTransaction]:
    """Where this service's transactions are opened."""
    return Store(pool, PlanTransaction, "plan", topics.PLAN)
