"""The overview's transactions: a poll folds and marks, a decision sees everything."""

from collections.abc import Mapping, Sequence
from typing import Any

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.fold import Folded, FoldTransaction
from samspil.ledger.shelf import Shelf
from samspil.ledger.store import Store
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.coordinations import Coordinations
from samspil.overview.storage.disclosed import Disclosed
from samspil.overview.storage.folds import FOLDS

SAYS = (topics.COORDINATION, topics.DISCLOSURE_JOBCENTER, topics.DISCLOSURE_REGION)


class HearingTransaction(FoldTransaction):
    """What a poll works on: only what it folds."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says, FOLDS)


class OverviewTransaction(HearingTransaction):
    """What a decision works on."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.coordinations = Coordinations()
        self.disclosed = Disclosed()

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The folded states, our own decisions, and what was said."""
        return (self.folds, self.coordinations, self.disclosed)


def hearing_store(pool: Pool) -> Store[HearingTransaction]:
    """Where polls are opened: they say nothing, so the first of a citizen's locks is enough."""
    return Store(pool, HearingTransaction, "overview", SAYS[0])


def deciding_store(pool: Pool) -> Store[OverviewTransaction]:
    """Where the clock and HTTP open theirs."""
    return Store(pool, OverviewTransaction, "overview", *SAYS)


def view_of(states: Mapping[str, Folded] | None, coordination: Coordination | None) -> View:
    """The view, combined from what is kept."""
    of_topic = {topic: folded.state for topic, folded in (states or {}).items()}
    return combine(
        citizen=of_topic.get(topics.CITIZEN.name),
        referrals=of_topic.get(topics.REFERRAL.name),
        plan=of_topic.get(topics.PLAN.name),
        employment=of_topic.get(topics.EMPLOYMENT.name),
        hospital=of_topic.get(topics.HOSPITAL.name),
        coordination=coordination,
    )
