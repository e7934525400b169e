"""A transaction without a database: a handler's work on one citizen of whom nothing is kept yet."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.contracts.topics import TOPICS
from samspil.ledger.database import Connection
from samspil.ledger.transaction import Transaction
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=Transaction)

BY_NAME = {topic.name: topic for topic in TOPICS}


class Nothing:
    """An empty database: a lock for every stream that is asked for, and no row of anything else."""

    async def fetch(
        self, _query: str, citizens: Collection[CitizenId], topics: Sequence[str] = ()
    ) -> list[dict[str, object]]:
        """Only the locks are asked for by topic, too."""
        return [
            {"citizen_id": citizen, "topic": topic, "seq": 0, "now": MONDAY}
            for citizen in citizens
            for topic in topics
        ]


async def in_memory(kind: Callable[[str, Sequence[str]], T]) -> T:
    """A service's transaction, on Monday, turned to the citizen; set ``now`` for another time."""
    tx = kind("/samspil/test", list(BY_NAME))
    await tx.open(cast(Connection, Nothing()), [CITIZEN])
    tx.turn_to(CITIZEN)
    return tx


def said(tx: Transaction) -> list[Event[Any]]:
    """What was said, in order, as hearers read it."""
    return [reader(BY_NAME[one.topic]).validate_json(one.record) for one in tx._said]


def marked(tx: Transaction) -> dict[str, datetime]:
    """What the clock was asked to look at for the citizen, and when."""
    return {what: mark.at for (what, citizen), mark in tx._marks.items() if citizen == CITIZEN}
