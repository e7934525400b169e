"""The access log with ten million looks: a page of each kind of question, beside one row by its key."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

import asyncpg

from bench.progress import tell
from bench.report import Figure, percentile
from bench.servers import Bench
from samspil.sealing.read_access import AccessLog, Asked
from samspil.stack import databases
from samspil.vocabulary.citizen_id import CitizenId

ROWS = 10_000_000
AT_A_TIME = 1_000_000
CITIZENS, PEOPLE, UNITS = 20_000, 400, 40
"""As a large municipality has them; some citizens and people stand in the log far more often than others."""
DAYS = 730
PAGES, DEEP = 1000, 10
"""So many pages of each kind, up to so many after each other."""
P99_MS = 200

NOW = datetime(2026, 11, 29, tzinfo=UTC)
_chance = Random(12)

T = TypeVar("T")

# Each tenth look is of a part of ours that tells a partner; three of a hundred others are without a case.
FILL = """
    INSERT INTO access (at, who, role, sector, citizen_id, why, fields, units, relation, reason)
    SELECT $3::timestamptz - $4::interval * (1 - n::float8 / $5),
        CASE WHEN is_ours THEN 'region-bridge' ELSE 'person-' || floor($7 * chance ^ 1.5) END,
        CASE WHEN is_ours THEN 'integrator' ELSE 'caseworker' END,
        CASE WHEN is_ours THEN 'region' ELSE 'social' END,
        lpad(to_hex(floor($6 * random() ^ 2)::int), 32, '0')::uuid,
        CASE WHEN is_ours THEN 'tell-region' ELSE 'read-view' END,
        ARRAY['citizen.who.name', 'plan.goals.0.words', 'referrals.0.words'],
        CASE WHEN is_ours THEN '{}' ELSE ARRAY['UNIT-' || floor($8 * chance ^ 1.5)] END,
        CASE WHEN is_ours OR why > 0.63 THEN NULL ELSE 'worker' END,
        CASE WHEN NOT is_ours AND why > 0.97 THEN 'acute' END
    FROM (
        SELECT n, random() < 0.1 AS is_ours, random() AS chance, random() AS why
        FROM generate_series($1::int, $2::int) AS n
    ) AS looks
"""
INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'access' AND indexname <> 'access_pkey'
"""
ONE = "SELECT * FROM access WHERE id = $1"


def citizen() -> CitizenId:
    """One of them, as often as they are looked at."""
    return CitizenId(UUID(int=int(CITIZENS * _chance.random() ** 2)))


def person() -> str:
    """One of them, or the part of ours that is in the log most often."""
    return "region-bridge" if _chance.random() < 0.1 else f"person-{int(PEOPLE * _chance.random() ** 1.5)}"


def unit() -> frozenset[str]:
    """One of them."""
    return frozenset({f"UNIT-{int(UNITS * _chance.random() ** 1.5)}"})


def period() -> tuple[datetime, datetime]:
    """From a day to three months, at any time."""
    days = _chance.choice((1, 7, 30, 90))
    since = NOW - timedelta(days=_chance.randrange(days, DAYS))
    return since, since + timedelta(days=days)


QUESTIONS: dict[str, Callable[[], Asked]] = {
    "by citizen": lambda: Asked(citizen()),
    "by person": lambda: Asked(None, person()),
    "by period": lambda: Asked(None, None, *period()),
    "by citizen and person": lambda: Asked(citizen(), person()),
    "by citizen and period": lambda: Asked(citizen(), None, *period()),
    "by person and period": lambda: Asked(None, person(), *period()),
    "by all three": lambda: Asked(citizen(), person(), *period()),
    "by period, without a case": lambda: Asked(None, None, *period(), without_case=True),
    "by citizen, without a case": lambda: Asked(citizen(), without_case=True),
    "by person, without a case": lambda: Asked(None, person(), without_case=True),
    "a leader's own unit": lambda: Asked(since=NOW - timedelta(days=90), units=unit(), without_case=True),
}


async def access_log(bench: Bench) -> list[Figure]:
    """Each page as the doors ask for it, and after it a row by its key on the same connection."""
    url = await bench.database(databases.KEYRING)
    async with databases.connected(url) as connection:
        await _fill(connection)
    figures = []
    async with asyncpg.create_pool(url, min_size=1, max_size=1) as pool:
        log = AccessLog(pool)
        for name, question in QUESTIONS.items():
            ours, bare, looks = await _measure(log, pool, question)
            found = Figure(
                f"access log {name}, p99",
                percentile(ours, 99),
                "ms",
                at_most=P99_MS,
                remark=f"p50 {percentile(ours, 50):.1f} ms, {looks / PAGES:.0f} looks a page; "
                f"a row by its key {percentile(bare, 99):.1f} ms",
            )
            tell(found.row())
            figures.append(found)
    return figures


async def _measure(
    log: AccessLog, pool: "asyncpg.Pool[asyncpg.Record]", question: Callable[[], Asked]
) -> tuple[list[float], list[float], int]:
    """Milliseconds of each page, of as many single rows between them, and how many looks there were."""
    ours: list[float] = []
    bare: list[float] = []
    looks = 0
    while len(ours) < PAGES:
        asked, place = question(), None
        for _ in range(min(DEEP, PAGES - len(ours))):
            page, took = await _timed(log.page(asked, place))
            ours.append(took)
            bare.append((await _timed(pool.fetchrow(ONE, _chance.randrange(1, ROWS))))[1])
            looks += len(page.looks)
            place = page.older
            if place is None:
                break
    return ours, bare, looks


async def _timed(asking: Awaitable[T]) -> tuple[T, float]:
    began = time.perf_counter()
    answer = await asking
    return answer, (time.perf_counter() - began) * 1000


async def _fill(connection: asyncpg.Connection) -> None:
    """Without the indexes first, which are then made as the migrations have them."""
    indexes = await connection.fetch(INDEXES)
    for index in indexes:
        await connection.execute(f"DROP INDEX {index['indexname']}")
    await connection.execute("SELECT setseed(0.12)")
    for first in range(1, ROWS + 1, AT_A_TIME):
        last = first + AT_A_TIME - 1
        await connection.execute(
            FILL, first, last, NOW, timedelta(days=DAYS), float(ROWS), CITIZENS, PEOPLE, UNITS, timeout=600
        )
        tell(f"access log: {last:,} of {ROWS:,} looks")
    for index in indexes:
        await connection.execute(index["indexdef"], timeout=600)
    await connection.execute("VACUUM ANALYZE access", timeout=600)
