"""A transaction without a database: a handler's work on one citizen of whom nothing is kept yet."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.contracts.topics import TOPICS
from samspil.ledger.database import Connection
from samspil.ledger.transaction import LOCK, WAITS, Transaction
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=Transaction)

BY_NAME = {topic.name: topic for topic in TOPICS}


class Nothing:
    """An empty database: a lock for every stream that is asked for, and no row of anything else."""

    def __init__(self, now: datetime, numbered: Callable[[CitizenId], int] = lambda _: 0) -> None:
        self._now, self._numbered = now, numbered

    async def fetch(
        self, query: str, citizens: Collection[CitizenId], *asked: Any
    ) -> list[dict[str, object]]:
        """The locks alone are there."""
        topics: Sequence[str] = asked[0] if query == LOCK else ()
        return [
            {"citizen_id": citizen, "topic": topic, "seq": self._numbered(citizen), "now": self._now}
            for citizen in citizens
            for topic in topics
        ]

    async def fetchval(self, query: str, *_asked: Any) -> datetime | bool:
        """The time, for who holds no lock; nothing waits to be heard."""
        return False if query == WAITS else self._now


async def in_memory(kind: Callable[[str, Sequence[str]], T]) -> T:
    """A service's transaction, on Monday, turned to the citizen; set ``now`` for another time."""
    tx = kind("/samspil/test", list(BY_NAME))
    await tx.open(cast(Connection, Nothing(MONDAY)), [CITIZEN])
    tx.turn_to(CITIZEN)
    return tx


def said(tx: Transaction) -> list[Event[Any]]:
    """What was said, in order, as hearers read it."""
    return [reader(BY_NAME[one.topic]).validate_json(one.record) for one in tx._said]


def marked(tx: Transaction) -> dict[str, datetime]:
    """What the clock was asked to look at for the citizen, and when."""
    return {what: mark.at for (what, citizen), mark in tx._marks.items() if citizen == CITIZEN}
