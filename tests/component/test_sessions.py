"""Sessions as they are kept: each under its own id, for its own time, and under the present secret."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest

from samspil.ledger.database import Pool, open_pool
from samspil.overview.storage.sessions import Sessions
from samspil.stack import databases
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import Site

SITE = Site("http://localhost:8080", b"s" * 32)
BRUNO, NANCY = CitizenId(UUID(int=1)), CitizenId(UUID(int=2))


@pytest.fixture
async def pool(servers: Servers) -> AsyncIterator[Pool]:
    made = await open_pool(await servers.postgres.database(*databases.migrations_of("overview")))
    yield made
    await made.close()


async def test_a_session_gives_its_own_token_until_it_is_ended_and_ends_no_other(pool: Pool) -> None:
    sessions = Sessions(pool, SITE)
    mine, yours = await sessions.begin("token-1", 60), await sessions.begin("token-2", 60)
    assert mine != yours
    assert (await sessions.token(mine), await sessions.token(yours)) == ("token-1", "token-2")

    await sessions.end(mine)

    assert (await sessions.token(mine), await sessions.token(yours)) == (None, "token-2")
    assert await sessions.token("") is None


async def test_a_session_that_ran_out_gives_nothing_and_is_forgotten_by_the_next(pool: Pool) -> None:
    sessions = Sessions(pool, SITE)
    running, over = await sessions.begin("token-1", 60), await sessions.begin("token-2", 0)
    assert await sessions.token(over) is None
    assert await sessions.token(running) == "token-1"

    await sessions.begin("token-3", 60)

    assert await pool.fetchval("SELECT count(*) FROM session") == 2


async def test_what_is_kept_opens_under_the_same_secret_and_for_its_own_session_only(pool: Pool) -> None:
    sessions = Sessions(pool, SITE)
    mine, yours = await sessions.begin("token-1", 60), await sessions.begin("token-2", 60)
    assert await Sessions(pool, replace(SITE, secret=b"t" * 32)).token(mine) is None
    kept = await pool.fetch("SELECT id_hash, token FROM session")
    assert not any(mine.encode() in row["id_hash"] or b"token-1" in row["token"] for row in kept)

    first, second = kept
    await pool.execute("UPDATE session SET token = $2 WHERE id_hash = $1", first["id_hash"], second["token"])
    await pool.execute("UPDATE session SET token = $2 WHERE id_hash = $1", second["id_hash"], first["token"])

    assert (await sessions.token(mine), await sessions.token(yours)) == (None, None)


async def test_what_somebody_did_is_said_once_to_them_on_that_citizens_page(pool: Pool) -> None:
    sessions = Sessions(pool, SITE)
    mine, yours = await sessions.begin("token-1", 60), await sessions.begin("token-2", 60)
    await sessions.announce(mine, "kontaktpause/saet", BRUNO)

    assert await sessions.open(yours, BRUNO) is None
    assert await sessions.open(mine, NANCY) is None
    assert await sessions.open(mine, BRUNO) == "kontaktpause/saet"
    assert await sessions.open(mine, BRUNO) is None


async def test_a_session_knows_whose_page_was_opened_last_each_once_and_eight_at_most(pool: Pool) -> None:
    sessions = Sessions(pool, SITE)
    mine, yours = await sessions.begin("token-1", 60), await sessions.begin("token-2", 60)
    opened = [CitizenId(UUID(int=number)) for number in range(10)]
    assert await sessions.recent(mine) == []

    for citizen in (*opened, opened[5], opened[5]):
        await sessions.open(mine, citizen)

    assert await sessions.recent(mine) == [opened[number] for number in (5, 9, 8, 7, 6, 4, 3, 2)]
    assert await sessions.recent(yours) == []

    await sessions.end(mine)

    assert await sessions.recent(mine) == []
    assert await pool.fetchval("SELECT count(*) FROM session WHERE recent <> '{}'") == 0


async def test_who_is_the_newest_already_stands_there_without_a_further_write(pool: Pool) -> None:
    sessions = Sessions(pool, SITE)
    mine = await sessions.begin("token-1", 60)
    await sessions.open(mine, BRUNO)
    await sessions.announce(mine, "kontaktpause/saet", BRUNO)
    assert await sessions.open(mine, BRUNO) == "kontaktpause/saet"
    written = await pool.fetchval("SELECT xmin::text FROM session")

    await sessions.open(mine, BRUNO)

    assert await pool.fetchval("SELECT xmin::text FROM session") == written
    assert await sessions.recent(mine) == [BRUNO]


async def test_a_session_that_ran_out_knows_nobody(pool: Pool) -> None:
    sessions = Sessions(pool, SITE)
    over = await sessions.begin("token-1", 0)
    await sessions.open(over, BRUNO)

    assert await sessions.recent(over) == []


@dataclass(frozen=True, slots=True)
class Watched(Site):
    """Remembers the keys that were made of its secret."""

    keys: list[bytes] = field(default_factory=list)

    def derive(self, purpose: bytes, of: str) -> bytes:
        self.keys.append(Site.derive(self, purpose, of))
        return self.keys[-1]


async def test_whoever_has_the_table_and_the_secret_and_no_cookie_opens_nothing(pool: Pool) -> None:
    site = Watched(SITE.address, SITE.secret)
    sessions = Sessions(pool, site)

    for _ in range(2):
        await sessions.begin("token-1", 60)

    assert len(set(site.keys)) == 2
