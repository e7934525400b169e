"""Reading the log of looks: those at a citizen, of a person, in a period; the newest first, page by page."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self
from uuid import UUID

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

THE_LOG: Final = CitizenId(UUID(int=0))
"""Whom a look at the log is about that names no citizen: the log itself. No citizen has this id."""

AT_MOST: Final = 100
"""Looks on a page."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

WITHOUT_CASE: Final = "relation IS NULL AND reason IS NOT NULL"
"""No case was at hand, so that a reason had to be given; as the partial index has it.

Where neither stands, nobody was asked: at a list of one's own, at a partner's door, before cases were.
"""
_CLAUSES: Final = {
    "citizen": "citizen_id = {}",
    "who": "who = {}",
    "not_by": "who <> {}",
    "since": "at >= {}",
    "until": "at < {}",
    "units": "units && {}",
}
_COLUMNS: Final = "id, at, who, role, sector, citizen_id, why, fields, units, relation, reason"
_KNOWS: Final = "SELECT EXISTS (SELECT FROM access WHERE citizen_id = $1)"
_WORDS: Final = """
    SELECT look.id, given.words
    FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::uuid[], $5::text[])
        AS look (id, at, who, citizen_id, reason)
    CROSS JOIN LATERAL (
        SELECT words FROM access_reason
        WHERE citizen_id = look.citizen_id AND who = look.who AND until > look.at
          AND at <= look.at AND reason = look.reason
        ORDER BY at DESC LIMIT 1
    ) AS given
    WHERE given.words IS NOT NULL
"""


class NothingAsked(Exception):
    """Neither a citizen nor a person nor a period was named: nobody reads the whole log."""


class PeriodEndsEarly(Exception):
    """The period ends before it begins."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which looks: all that is named fits. Raises ``NothingAsked``, ``PeriodEndsEarly``."""

    citizen: CitizenId | None = None
    who: str | None = None
    """The subject id of the reader's token."""
    since: datetime | None = None
    until: datetime | None = None
    """The first instant that is no longer meant."""
    units: frozenset[str] | None = None
    """Only of people who worked for one of these then."""
    without_case: bool = False
    not_by: str | None = None
    """Of all others: whoever asks about themselves knows their own looks."""

    def __post_init__(self) -> None:
        if all(one is None for one in (self.citizen, self.who, self.since, self.until)):
            raise NothingAsked
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise PeriodEndsEarly


@dataclass(frozen=True, slots=True)
class Look:
    """One row: somebody looked at a citizen."""

    id: int
    at: datetime
    who: str
    role: str
    sector: str
    citizen: CitizenId
    why: str
    fields: tuple[str, ...]
    units: tuple[str, ...]
    relation: str | None
    reason: str | None

    @property
    def is_without_case(self) -> bool:
        """Whether no case was at hand, so that a reason had to be given."""
        return self.relation is None and self.reason is not None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the next one holds what is older."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Self:
        """As it was written. Raises ``ValueError``."""
        at, _, id_ = text.partition("-")
        if not all(one.isascii() and one.isdecimal() and len(one) <= 18 for one in (at, id_)):
            raise ValueError("no place in the log")
        try:
            return cls(_EPOCH + timedelta(microseconds=int(at)), int(id_))
        except OverflowError:
            raise ValueError("no time") from None


@dataclass(frozen=True, slots=True)
class Page:
    """The newest first; ``older`` is where the next page goes on, None at the end."""

    looks: tuple[Look, ...]
    older: Place | None


class AccessLog:
    """Asks as a role that reads the log and nothing else of the keyring; each call raises ``KeyringAway``."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    async def page(self, asked: Asked, older_than: Place | None = None, at_most: int = AT_MOST) -> Page:
        """One page; whatever is written meanwhile, the pages after each other hold no look twice."""
        query, values = _query(asked, older_than, at_most + 1)
        with reaching_the_keyring():
            rows = await self._pool.fetch(query, *values)
        looks = tuple(_look(row) for row in rows[:at_most])
        more = len(rows) > at_most
        return Page(looks, Place(looks[-1].at, looks[-1].id) if more else None)

    async def knows(self, citizen: CitizenId) -> bool:
        """Whether anybody ever looked at the citizen; also at one who was erased since."""
        with reaching_the_keyring():
            return bool(await self._pool.fetchval(_KNOWS, citizen))

    async def words(self, looks: Iterable[Look]) -> Mapping[int, Sealed]:
        """By the ids of looks without a case: their readers' own words of why, sealed for the citizen."""
        told = [one for one in looks if one.is_without_case]
        columns = zip(*((one.id, one.at, one.who, one.citizen, one.reason) for one in told), strict=True)
        if not told:
            return {}
        with reaching_the_keyring():
            rows = await self._pool.fetch(_WORDS, *(list(column) for column in columns))
        return {row["id"]: Sealed(row["words"]) for row in rows}


def _query(asked: Asked, older_than: Place | None, at_most: int) -> tuple[str, list[object]]:
    values: list[object] = []

    def given(*some: object) -> list[str]:
        values.extend(some)
        return [f"${len(values) - len(some) + number}" for number in range(1, len(some) + 1)]

    fits = [
        clause.format(*given(sorted(value) if isinstance(value, frozenset) else value))
        for name, clause in _CLAUSES.items()
        if (value := getattr(asked, name)) is not None
    ]
    if asked.without_case:
        fits.append(WITHOUT_CASE)
    if older_than is not None:
        fits.append("(at, id) < ({}, {})".format(*given(older_than.at, older_than.id)))
    [limit] = given(at_most)
    where = " AND ".join(fits)
    # Nothing but our own words and the numbers of values stands in it.
    query = f"SELECT {_COLUMNS} FROM access WHERE {where} ORDER BY at DESC, id DESC LIMIT {limit}"  # noqa: S608
    return query, values


def _look(row: asyncpg.Record) -> Look:
    return Look(
        row["id"],
        row["at"],
        row["who"],
        row["role"],
        row["sector"],
        CitizenId(UUID(int=row["citizen_id"].int)),
        row["why"],
        tuple(row["fields"]),
        tuple(row["units"]),
        row["relation"],
        row["reason"],
    )


@asynccontextmanager
async def access_log_at(url: str, *, connections: int = 4) -> AsyncIterator[AccessLog]:
    """The log in the keyring's database at ``url``; it need not be there yet, the first call finds out."""
    async with asyncpg.create_pool(
        url, min_size=0, max_size=connections, timeout=3, command_timeout=10
    ) as pool:
        yield AccessLog(pool)
