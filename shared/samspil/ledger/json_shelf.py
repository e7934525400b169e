"""What the shelves have in common whose rows are a citizen and some JSON: they are loaded together."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.vocabulary.citizen_id import CitizenId

S = TypeVar("S")


class JsonShelf(Shelf[S]):
    """What is kept is decoded when somebody looks: one that is unreadable is that citizen's trouble."""

    def __init__(self, select: str) -> None:
        """``select`` finds ``(citizen_id uuid, kept text)`` of the citizens in ``$1::uuid[]``."""
        super().__init__()
        self.select = select
        self._encoded: dict[CitizenId, list[str]] = {}
        self._kept: dict[CitizenId, S] = {}

    async def read(self, connection: Connection, citizens: Collection[CitizenId]) -> Mapping[CitizenId, S]:
        """None yet: each is decoded when somebody looks."""
        self.take(citizens, await connection.fetch(self.select, list(citizens)))
        return {}

    def decoded(self, citizen: CitizenId, decode: Callable[[Iterable[str]], S]) -> S:
        """The record's own citizen's state, as saved since or as it is kept. Raises what decoding does."""
        found = super().of(citizen)
        if found is None:
            found = self._states[citizen] = self._kept[citizen] = decode(self._encoded.get(citizen, ()))
        return found

    def take(self, citizens: Collection[CitizenId], rows: Iterable[Iterable[Any]]) -> None:
        """These are the rows of these citizens now; what was known or collected of them is forgotten."""
        self._replace(citizens, {})
        for citizen in citizens:
            self._encoded.pop(citizen, None)
            self._kept.pop(citizen, None)
        for citizen, text in rows:
            self._encoded.setdefault(citizen, []).append(text)


async def load(
    shelves: Iterable[Shelf[Any]], connection: Connection, citizens: Collection[CitizenId]
) -> None:
    """Load them all; those that are kept as JSON in one statement, for a trip costs more than its rows."""
    alike: list[JsonShelf[Any]] = []
    for shelf in shelves:
        if isinstance(shelf, JsonShelf):
            alike.append(shelf)
        else:
            await shelf.load(connection, citizens)
    if not alike:
        return
    rows: list[list[list[Any]]] = [[] for _ in alike]
    query = _together(tuple(shelf.select for shelf in alike))
    for place, *row in await connection.fetch(query, list(citizens)):
        rows[place].append(row)
    for shelf, of in zip(alike, rows, strict=True):
        shelf.take(citizens, of)


@cache
def _together(selects: tuple[str, ...]) -> str:
    parts = (f"SELECT {place}, found.* FROM ({select}) found" for place, select in enumerate(selects))  # noqa: S608
    return " UNION ALL ".join(parts)
