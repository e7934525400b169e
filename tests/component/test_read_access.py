"""The log is read page by page: every look once, in order, by whom and when it is asked for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from keyring_database import MIGRATIONS, KeyringDatabase
from samspil.sealing.read_access import AccessLog, Asked, Look, NothingAsked, PeriodEndsEarly, Place
from samspil.testkit.builders import sealed
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

START = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CITIZENS = [CitizenId(UUID(int=number, version=4)) for number in (1, 2, 3)]
PEOPLE = ["mette", "lars", "aisha"]
UNITS = ["VOKSEN-1", "VISITATION-1", "JOB-1"]

_WRITE = """
    INSERT INTO access (at, who, role, sector, citizen_id, why, fields, units, relation, reason)
    SELECT at, who, 'caseworker', 'social', citizen, 'read-plan', '{}', ARRAY[unit], relation, reason
    FROM unnest($1::timestamptz[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[])
        AS look (at, who, citizen, unit, relation, reason)
"""
_GIVE = """
    INSERT INTO access_reason (id, at, until, who, role, units, citizen_id, reason, words)
    VALUES (gen_random_uuid(), $1, $2, $3, 'caseworker', '{}', $4, $5, $6)
"""

SECONDS = st.integers(0, 5)
"""So few that many looks stand at the same instant."""
GROUNDS = st.sampled_from([("worker", None), (None, "acute"), (None, None), ("unit", "other")])
LOOKS = st.tuples(
    SECONDS, st.sampled_from(PEOPLE), st.sampled_from(CITIZENS), st.sampled_from(UNITS), GROUNDS
)
QUESTIONS = st.builds(
    lambda asked, more: Asked(**asked, **more),
    st.one_of(
        st.fixed_dictionaries({"citizen": st.sampled_from(CITIZENS)}, optional={"since": st.just(START)}),
        st.fixed_dictionaries(
            {"who": st.sampled_from(PEOPLE)}, optional={"citizen": st.sampled_from(CITIZENS)}
        ),
        st.fixed_dictionaries(
            {"since": st.just(START + timedelta(seconds=1)), "until": st.just(START + timedelta(seconds=5))},
            optional={"who": st.sampled_from(PEOPLE)},
        ),
    ),
    st.fixed_dictionaries(
        {}, optional={"units": st.just(frozenset(UNITS[:2])), "without_case": st.just(True)}
    ),
)


@dataclass
class Log:
    """One log that many examples share, one after the other."""

    database: KeyringDatabase
    read: AccessLog
    turned: int = 0
    """How often a page was turned after somebody had written."""

    async def write(self, looks: list[tuple[Any, ...]]) -> None:
        if looks:
            at = [START + timedelta(seconds=seconds) for seconds, *_ in looks]
            columns = zip(*((who, citizen, unit, *why) for _, who, citizen, unit, why in looks), strict=True)
            await self.database.rows(_WRITE, at, *(list(column) for column in columns))

    async def clear(self) -> None:
        await self.database.rows("ALTER TABLE access DISABLE TRIGGER ALL")
        await self.database.rows("TRUNCATE access")

    async def pages(self, asked: Asked, size: int) -> AsyncIterator[tuple[Look, ...]]:
        place = None
        while True:
            page = await self.read.page(asked, place, size)
            assert page.looks or place is None
            yield page.looks
            if page.older is None:
                return
            place = Place.read(str(page.older))


@pytest.fixture(scope="module")
async def log(servers: Servers) -> AsyncIterator[Log]:
    owner = await servers.postgres.database(("sealing", MIGRATIONS))
    reader = await servers.postgres.role(owner, "access_reader")
    async with AsyncExitStack() as opened:
        database = KeyringDatabase(owner, owner, owner, reader, opened)
        yield Log(database, await database.log())


def fits(look: Look, asked: Asked) -> bool:
    """As somebody would go through the rows by hand."""
    return (
        (asked.citizen is None or look.citizen == asked.citizen)
        and (asked.who is None or look.who == asked.who)
        and (asked.since is None or look.at >= asked.since)
        and (asked.until is None or look.at < asked.until)
        and (asked.units is None or any(unit in asked.units for unit in look.units))
        and (not asked.without_case or (look.relation is None and look.reason is not None))
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(LOOKS, min_size=15, max_size=25) | st.lists(LOOKS, max_size=3),
    meanwhile=st.lists(LOOKS, min_size=3, max_size=8),
    asked=QUESTIONS,
    size=st.integers(1, 4),
)
async def test_all_pages_together_are_all_looks_once_each_in_order_whatever_is_written_meanwhile(
    log: Log, before: list[Any], meanwhile: list[Any], asked: Asked, size: int
) -> None:
    await log.clear()
    await log.write(before)
    everything = (await log.read.page(Asked(since=datetime.min.replace(tzinfo=UTC)), None, 1000)).looks
    assert len(everything) == len(before)
    there = [one for one in everything if fits(one, asked)]
    event(f"{len(there)} of {len(before)} looks, in pages of {size}")

    found: list[Look] = []
    async for page in log.pages(asked, size):
        log.turned += bool(found)
        assert len(page) <= size
        found += page
        await log.write(meanwhile)
        meanwhile = []

    assert [one for one in found if one in there] == there
    assert len({one.id for one in found}) == len(found)
    assert all((newer.at, newer.id) > (older.at, older.id) for newer, older in pairwise(found))
    assert all(fits(one, asked) for one in found)


def test_pages_were_often_turned_after_somebody_had_written(log: Log) -> None:
    assert log.turned > 30


def test_nobody_reads_the_whole_log() -> None:
    with pytest.raises(NothingAsked):
        Asked()
    with pytest.raises(NothingAsked):
        Asked(units=frozenset(UNITS), without_case=True)


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_period_ends_after_it_begins(seconds: int) -> None:
    with pytest.raises(PeriodEndsEarly):
        Asked(since=START, until=START + timedelta(seconds=seconds))


@given(
    st.text(max_size=40) | st.from_regex(r"[0-9]{1,25}-[0-9]{1,25}", fullmatch=True),
    st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 10**18 - 1),
)
def test_a_place_is_read_as_it_was_written_and_nothing_else_is_one(text: str, at: datetime, id_: int) -> None:
    assert Place.read(str(Place(at, id_))) == Place(at, id_)
    try:
        place = Place.read(text)
    except ValueError:
        event("no place")
        return
    event("a place")
    assert Place.read(str(place)) == place


async def test_the_log_knows_whom_somebody_looked_at_and_nobody_else(log: Log) -> None:
    await log.clear()
    await log.write([(0, "mette", CITIZENS[0], "VOKSEN-1", ("worker", None))])

    assert await log.read.knows(CITIZENS[0])
    assert not await log.read.knows(CITIZENS[1])


async def test_the_words_of_a_look_are_those_of_the_reason_that_held_then(log: Log) -> None:
    mine, later, others, ended = (sealed("words") for _ in range(4))
    hour = timedelta(hours=1)
    who, citizen = "mette", CITIZENS[0]
    await log.clear()
    for given_ in (
        (START - hour, START, who, citizen, "acute", ended),
        (START - hour / 2, START + hour, who, citizen, "acute", mine),
        (START + hour / 2, START + hour, who, citizen, "acute", later),
        (START - hour / 4, START + hour, "lars", citizen, "acute", others),
        (START - hour / 4, START + hour, who, CITIZENS[1], "acute", others),
        (START - hour / 4, START + hour, who, citizen, "other", others),
        (START - hour / 4, START + hour, "aisha", citizen, "acute", None),
    ):
        await log.database.rows(_GIVE, *given_)
    await log.write(
        [
            (0, who, citizen, "VOKSEN-1", (None, "acute")),
            (1, who, citizen, "VOKSEN-1", ("worker", None)),
            (2, "aisha", citizen, "VOKSEN-1", (None, "acute")),
            (3, who, CITIZENS[2], "VOKSEN-1", (None, "acute")),
        ]
    )
    looks = (await log.read.page(Asked(since=START))).looks

    assert await log.read.words(looks) == {looks[-1].id: mine}
    assert await log.read.words(looks[:-1]) == {}
    assert await log.read.words([]) == {}


async def test_looks_that_were_not_asked_for_a_case_are_none_without_one(log: Log) -> None:
    await log.clear()
    grounds = [("worker", None), (None, "acute"), (None, None)]
    await log.write([(at, "mette", CITIZENS[0], "JOB-1", why) for at, why in enumerate(grounds)])
    looks = (await log.read.page(Asked(CITIZENS[0]))).looks

    assert [one.is_without_case for one in looks] == [False, True, False]
    without = await log.read.page(Asked(CITIZENS[0], without_case=True))
    assert without.looks == (looks[1],)


async def test_many_ask_at_once_and_each_is_answered(log: Log) -> None:
    await log.clear()
    await log.write([(0, "mette", CITIZENS[0], "JOB-1", (None, None))] * 5)

    pages = await asyncio.gather(*(log.read.page(Asked(CITIZENS[0]), None, 2) for _ in range(30)))

    assert {page.looks for page in pages} == {pages[0].looks}
