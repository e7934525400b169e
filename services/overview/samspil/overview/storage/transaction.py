"""The overview's transactions: a poll folds and marks, a decision sees everything."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from samspil.contracts import topics
from samspil.contracts.envelope import Fact
from samspil.ledger.database import Pool
from samspil.ledger.fold import Folded, FoldTransaction
from samspil.ledger.say import Cause
from samspil.ledger.shelf import Shelf
from samspil.ledger.states import States, StateTable
from samspil.ledger.store import Store
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.last_look import LastLooks

COORDINATIONS = StateTable("coordination", Coordination)

SAYS = (topics.COORDINATION, topics.DISCLOSURE_JOBCENTER, topics.DISCLOSURE_REGION)


class HearingTransaction(FoldTransaction):
    """What a poll works on: only what it folds."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says, FOLDS)


class OverviewTransaction(HearingTransaction):
    """What a decision works on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.coordinations = States(COORDINATIONS)
        self.looks = LastLooks()

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The folded states, our own decisions, and what came of the last look."""
        return (self.folds, self.coordinations, self.looks)

    @property
    def coordination(self) -> Coordination:
        """What was decided about the citizen at hand."""
        return self.coordinations.of(self.citizen) or Coordination()

    def decide(self, after: Coordination, *facts: Fact, caused_by: Cause) -> Coordination:
        """Say the facts, and keep what was decided at the versions that they give."""
        decided = after.at(self.say(*facts, caused_by=caused_by))
        self.coordinations.put(decided)
        return decided


def hearing_store(pool: Pool) -> Store[HearingTransaction]:
    """Where polls are opened: they say nothing, so the first of a citizen's locks is enough."""
    return Store(pool, HearingTransaction, "overview", SAYS[0])


def deciding_store(pool: Pool) -> Store[OverviewTransaction]:
    """Where the clock and HTTP open theirs."""
    return Store(pool, OverviewTransaction, "overview", *SAYS)


PARTS = {
    topics.CITIZEN.name: "citizen",
    topics.REFERRAL.name: "referrals",
    topics.PLAN.name: "plan",
    topics.EMPLOYMENT.name: "employment",
    topics.HOSPITAL.name: "hospital",
}
"""Which part of the view each topic is folded into; the rest is our own ``coordination``."""


def view_of(states: Mapping[str, Folded] | None, coordination: Coordination | None) -> View:
    """The view, combined from what is kept; raises when any of it can no longer be read."""
    parts = {PARTS[topic]: folded.state for topic, folded in (states or {}).items()}
    return combine(**parts, coordination=coordination)


def readable_view(
    states: Mapping[str, Folded] | None, coordination: Callable[[], Coordination | None]
) -> tuple[View, dict[str, Exception]]:
    """The view of what can be read, and by its name why each other part cannot: it is as if never heard."""
    parts: dict[str, Any] = {}
    unreadable: dict[str, Exception] = {}
    looks: dict[str, Callable[[], Any]] = {"coordination": coordination}
    for topic, folded in (states or {}).items():
        looks[PARTS[topic]] = partial(getattr, folded, "state")
    for part, look in looks.items():
        try:
            parts[part] = look()
        except Exception as fault:  # noqa: BLE001  # whatever it is, the other parts can be read
            unreadable[part] = fault
    return combine(**parts), unreadable
