"""A store and a keyring in memory: for handlers and partners, without a database."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from samspil.contracts.envelope import Event
from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection
from samspil.ledger.transaction import Transaction
from samspil.ledger.wake import Waker
from samspil.sealing.access import Access
from samspil.testkit.builders import MONDAY, sealed
from samspil.testkit.in_memory import Nothing, said
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

T = TypeVar("T", bound=Transaction)


class MemoryStore(Generic[T]):
    """Keeps what its transactions' shelves hold.

    Its time stands still until somebody moves it; of a transaction that fails nothing is kept.
    """

    def __init__(self, kind: Callable[[str, Sequence[str]], T], topic: Topic) -> None:
        self.now: datetime = MONDAY
        self.said: list[Event[Any]] = []
        self.marked: list[tuple[str, CitizenId, datetime]] = []
        self.waker = Waker(cast(Any, None))
        self._kind = kind
        self._topic = topic
        self._kept: dict[CitizenId, list[Any]] = {}

    @asynccontextmanager
    async def transaction(self, citizens: Collection[CitizenId]) -> AsyncIterator[T]:
        """With one citizen it is turned to it at once."""
        tx = self._kind("/samspil/test", [self._topic.name])
        await tx.open(cast(Connection, Nothing(self.now, self._numbered)), citizens)
        for citizen in citizens:
            tx.turn_to(citizen)
            for shelf, kept in zip(tx.shelves, self._kept.get(citizen, ()), strict=False):
                if kept is not None:
                    shelf.save(citizen, kept)
        yield tx
        self.said += said(tx)
        self.marked += [(what, citizen, mark.at) for (what, citizen), mark in tx._marks.items()]
        for citizen in citizens:
            tx.turn_to(citizen)
            self._kept[citizen] = [shelf.of(citizen) for shelf in tx.shelves]
        tx.close()

    def _numbered(self, citizen: CitizenId) -> int:
        return sum(event.subject == citizen for event in self.said)


class MemoryKeyring:
    """Opens what it sealed, for the citizen whose it is, and remembers why."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[CitizenId, str]] = {}
        self.accesses: list[Access] = []

    async def seal(self, citizen: CitizenId, kind: str, text: str) -> Sealed:
        token = sealed(kind)
        self.texts[token] = (citizen, text)
        return token

    async def open(self, citizen: CitizenId, tokens: Mapping[str, Sealed], access: Access) -> dict[str, str]:
        self.accesses.append(access)
        opened = {name: self.texts[token] for name, token in tokens.items()}
        assert {whose for whose, _ in opened.values()} <= {citizen}
        return {name: text for name, (_, text) in opened.items()}
