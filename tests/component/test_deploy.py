"""A deploy on the database that the version before folds had versions left behind."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from samspil.contracts.disclosure import JobcenterInformed
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.due import Clock
from samspil.ledger.parked import list_parked
from samspil.ledger.rebuild import Rebuilt, heal
from samspil.overview.api.clock import LOOK_AGAIN, due
from samspil.overview.domain.receiver import Receiver
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.last_look import ADAPTERS
from samspil.overview.storage.queries import read_history, read_view
from samspil.overview.storage.transaction import deciding_store
from samspil.rulebook.law_files import read_law
from samspil.stack import databases
from samspil.stack.migrate import migrate
from samspil.testkit.builders import RULES
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually
from samspil.vocabulary.citizen_id import CitizenId

LEFT_BEHIND = Path(__file__).parent / "data" / "overview_before_fold_versions.sql"
LEFT_AT = datetime(2026, 11, 28, 14, tzinfo=UTC)
"""What stands there was said before; what the new version says comes after."""
CITIZEN = CitizenId(UUID("3f8f6a5e-2a63-4f0c-9d61-7f6f1f0c9b11"))

HISTORY = """
SELECT md5((SELECT string_agg(event::text, ' ' ORDER BY topic, seq) FROM event WHERE said_at <= $1)
  || (SELECT string_agg(journal::text, ' ' ORDER BY pos) FROM journal))
"""
MARKED = "SELECT array_agg(citizen_id) FROM due WHERE what = 'coordinate' AND at <= clock_timestamp()"
LOOKED_AT = "SELECT attempts, at FROM due WHERE what = 'coordinate'"


@pytest.fixture
async def left_behind(servers: Servers) -> str:
    """The address of that database, migrated, with no worker of the new version on it yet."""
    url = await servers.postgres.database()
    async with databases.connected(url) as connection:
        await connection.execute(LEFT_BEHIND.read_text())
        before = await history(connection)
    for owner, folder in databases.migrations_of("overview"):
        migrate(url, owner, folder)
    async with databases.connected(url) as connection:
        assert await history(connection) == before
    return url


@pytest.fixture
async def pool(left_behind: str) -> AsyncIterator[Pool]:
    async with await open_pool(left_behind) as pool:
        yield pool


async def history(connection: "asyncpg.Connection | Pool") -> str:
    """A digest of every byte that the version before left, whatever is said from now on."""
    digest: str = await connection.fetchval(HISTORY, LEFT_AT)
    return digest


async def test_the_failing_step_of_the_version_before_is_seen_as_parked_work(pool: Pool) -> None:
    async with pool.acquire() as connection:
        [failing] = await list_parked(connection)

    assert failing["id"] == f"coordinate/{CITIZEN}"
    assert (failing["state"], failing["error_class"], failing["attempts"]) == ("failing", "OverflowError", 3)
    assert failing["since"] is not None


async def test_a_start_switches_the_generation_marks_everybody_and_leaves_history_byte_for_byte(
    pool: Pool,
) -> None:
    before = await history(pool)

    assert await heal(pool, FOLDS, marks=LOOK_AGAIN) == Rebuilt(1, 1)  # each thing has its version now

    [generation] = await pool.fetch("SELECT live, folds FROM fold_generation")
    assert tuple(generation) == (2, FOLDS.version)
    assert await pool.fetchval(MARKED) == [CITIZEN]
    healed = await read_view(pool, CITIZEN)
    assert healed is not None
    assert [one.version for one in healed.citizen.consents] == [4, 3]
    assert await history(pool) == before


async def test_the_new_doors_read_the_citizen_before_and_after_the_start(pool: Pool) -> None:
    before = await read_view(pool, CITIZEN)
    await heal(pool, FOLDS, marks=LOOK_AGAIN)

    assert before is not None
    assert [one.withdrawn_at is not None for one in before.citizen.consents] == [True, False]
    assert await read_view(pool, CITIZEN) == before
    assert len(await read_history(pool, CITIZEN)) == 5


async def test_after_the_deploy_the_jobcenter_is_told_that_sharing_has_ended(pool: Pool) -> None:
    await heal(pool, FOLDS, marks=LOOK_AGAIN)

    await Clock(deciding_store(pool), due(read_law(), RULES)).tick()

    kept = await pool.fetchval("SELECT informed FROM disclosed WHERE receiver = 'jobcenter'")
    told = ADAPTERS[Receiver.JOBCENTER].validate_json(kept)
    assert isinstance(told, JobcenterInformed)
    assert not told.shares
    assert await pool.fetchval("SELECT count(*) FROM event WHERE topic = 'disclosure.jobcenter.v1'") == 2


async def test_the_new_worker_heals_by_itself_and_then_hears_and_looks(
    servers: Servers, left_behind: str, tmp_path: Path
) -> None:
    here = SystemUnderTest(servers, tmp_path)
    await here.make()
    here.urls["overview"] = left_behind
    await here.start_from_now("overview")
    async with databases.connected(left_behind) as connection:
        before = await history(connection)
        marked_by_the_old = await connection.fetch(LOOKED_AT)
        worker = here.start("overview", "worker")
        try:
            await here.ready("overview-worker")
            await eventually(lambda: connection.fetchval("SELECT live = 2 FROM fold_generation"))
            await eventually(lambda: differs(connection, marked_by_the_old))
            assert await history(connection) == before
        finally:
            worker.kill()
            await here.http.aclose()

    assert '"folds.healed"' in worker.log.read_text()
    assert '"folds.healing"' in worker.log.read_text()


async def differs(connection: asyncpg.Connection, marked: list[asyncpg.Record]) -> bool:
    """Whether the clock has looked at the citizen since: the row is gone, or has another time."""
    return await connection.fetch(LOOKED_AT) != marked
