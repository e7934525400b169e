"""The embedded PostgreSQL: what is committed stays, and what goes wrong is said clearly."""

import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from samspil.stack import databases, ports
from samspil.stack.migrate import migrate
from samspil.stack.postgres import Postgres
from samspil.stack.problem import StackProblem
from samspil.testkit.servers import Servers

ROLES = "SELECT rolname FROM pg_roles WHERE pg_has_role(rolname, 'MEMBER') AND NOT rolname LIKE 'pg\\_%'"
"""What whoever is connected may act as."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another account may enter, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="samspil-postgres-"))
    made.chmod(0o755)
    yield made / "postgres"
    shutil.rmtree(made)


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """One migration that makes a table."""
    (tmp_path / "0001_note.sql").write_text(
        "-- migrate:up\nCREATE TABLE note (text text);\n-- migrate:down\nDROP TABLE note;\n"
    )
    return tmp_path


async def test_what_was_committed_survives_kill_9(folder: Path) -> None:
    server = Postgres(folder, ports.free_port(), secrets.token_hex(8))
    server.start()
    try:
        async with databases.connected(server.url()) as connection:
            await connection.execute("CREATE TABLE kept (n int)")
            await connection.execute("INSERT INTO kept VALUES (7)")
        server.kill()
        server.start()
        async with databases.connected(server.url()) as connection:
            assert await connection.fetchval("SELECT n FROM kept") == 7
    finally:
        server.stop()


def test_the_server_never_runs_as_root(servers: Servers) -> None:
    assert Path(f"/proc/{servers.postgres.pid}").stat().st_uid != 0


async def test_a_wrong_password_is_refused(servers: Servers) -> None:
    url = databases.address(servers.postgres.url(), "postgres", "samspil", "guessed")

    with pytest.raises(asyncpg.InvalidPasswordError):
        async with databases.connected(url):
            pass


def test_a_busy_port_gives_one_clear_sentence(folder: Path) -> None:
    with socket.create_server((ports.HOST, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(
            StackProblem, match=f"^Port {port} is busy and PostgreSQL needs it.*POSTGRES_PORT"
        ):
            Postgres(folder, port, "secret").start()


def test_a_folder_that_its_account_may_not_enter_gives_one_clear_sentence(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "closed" / "postgres", ports.free_port(), "secret")
    if not server.runs_as_another:
        pytest.skip("only root starts PostgreSQL as somebody else")
    (tmp_path / "closed").mkdir(mode=0o700)

    with pytest.raises(StackProblem, match="who may not enter"):
        server.start()


async def test_two_owners_may_both_begin_at_0001(servers: Servers, migrations: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "0001_other.sql").write_text("-- migrate:up\nCREATE TABLE other (n int);\n-- migrate:down\n")

    url = await servers.postgres.database(("one", migrations), ("two", other))

    async with databases.connected(url) as connection:
        assert await connection.fetchval("SELECT count(*) FROM note") == 0
        assert await connection.fetchval("SELECT count(*) FROM other") == 0


async def test_each_database_of_a_test_is_its_own(servers: Servers, migrations: Path) -> None:
    first, second = [await servers.postgres.database(("one", migrations)) for _ in range(2)]

    async with databases.connected(first) as connection:
        await connection.execute("INSERT INTO note VALUES ('only here')")
    async with databases.connected(second) as connection:
        assert await connection.fetchval("SELECT count(*) FROM note") == 0


async def test_a_migration_that_fails_is_told_in_the_words_of_the_database(
    servers: Servers, tmp_path: Path
) -> None:
    (tmp_path / "0001_wrong.sql").write_text("-- migrate:up\nCREATE TABEL x ();\n-- migrate:down\n")

    with pytest.raises(StackProblem, match=r"The migrations of ledger failed: .*TABEL"):
        migrate(await servers.postgres.database(), "ledger", tmp_path)


async def test_a_service_reaches_its_own_database_and_the_keyring_and_no_other(
    servers: Servers, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "migrations_of", lambda _database: [("one", migrations)])
    server = servers.postgres.url()
    passwords = {name: secrets.token_hex(8) for name in ("keyring", "referral", "overview")}
    await databases.prepare(server, passwords)
    await databases.prepare(server, passwords)  # and again, as every start does

    def url(database: str) -> str:
        return databases.address(server, database, "referral", passwords["referral"])

    async with databases.connected(url("referral")) as connection:
        await connection.execute("INSERT INTO note VALUES ('mine')")
    async with databases.connected(url("keyring")) as connection:
        assert await connection.fetchval("SELECT pg_has_role('keyring_user', 'USAGE')")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("SELECT * FROM note")  # nothing that no migration grants
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with databases.connected(url("overview")):
            pass


async def test_who_reads_the_log_reaches_the_keyring_and_no_service(
    servers: Servers, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "migrations_of", lambda _database: [("one", migrations)])
    server = servers.postgres.url()
    passwords = {name: secrets.token_hex(8) for name in ("keyring", "plan", databases.LOG_READER)}
    await databases.prepare(server, passwords)
    await databases.prepare(server, passwords)

    def url(database: str) -> str:
        return databases.address(server, database, databases.LOG_READER, passwords[databases.LOG_READER])

    async with databases.connected(url("keyring")) as connection:
        roles = [one["rolname"] for one in await connection.fetch(ROLES)]
        assert set(roles) == {databases.LOG_READER, databases.LOG_READERS}
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with databases.connected(url("plan")):
            pass
    async with databases.connected(server) as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = $1"
        assert await connection.fetchval(known, databases.LOG_READER) is None
        reads = "SELECT pg_has_role('plan', 'access_reader', 'MEMBER')"
        assert await connection.fetchval(reads) is False


async def test_the_keyrings_own_role_migrates_it_and_the_logs_reader_reads_the_log(servers: Servers) -> None:
    server = servers.postgres.url()
    passwords = {name: secrets.token_hex(8) for name in (databases.KEYRING, databases.LOG_READER)}
    await databases.prepare(server, passwords)
    url = databases.address(server, databases.KEYRING, databases.LOG_READER, passwords[databases.LOG_READER])

    async with databases.connected(url) as connection:
        assert await connection.fetch("SELECT * FROM access") == []
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("SELECT * FROM person")
