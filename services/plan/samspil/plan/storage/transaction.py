"""The plan service's transaction: its citizens' plans with all that belongs to them, agreements, stays, and
whether they are ours."""

from collections.abc import Sequence
from typing import Any

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.shelf import Shelf
from samspil.ledger.states import States
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.plan.storage.tables import (
    AGREEMENTS,
    CITIZENS,
    FOLLOW_UPS,
    MEETINGS,
    MILESTONES,
    PLANS,
    QUESTIONS,
    REVIEWS,
    STAYS,
)


class PlanTransaction(Transaction):
    """What the handlers of this service work on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.plans = States(PLANS)
        self.questions = Rows(QUESTIONS)
        self.follow_ups = Rows(FOLLOW_UPS)
        self.stays = Rows(STAYS)
        self.citizen_states = States(CITIZENS)
        self.reviews = Rows(REVIEWS)
        self.meetings = Rows(MEETINGS)
        self.milestones = Rows(MILESTONES)
        self.agreements = Rows(AGREEMENTS)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The service's own state."""
        return (
            self.plans,
            self.questions,
            self.follow_ups,
            self.stays,
            self.citizen_states,
            self.reviews,
            self.meetings,
            self.milestones,
            self.agreements,
        )


def plan_store(pool: Pool) -> Store[PlanTransaction]:
    """Where this service's transactions are opened."""
    return Store(pool, PlanTransaction, "plan", topics.PLAN)
