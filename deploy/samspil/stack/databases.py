"""The databases: one for each service and one for the keyring, each owned by a role of its own."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from samspil.stack.migrate import migrate
from samspil.stack.names import package_of
from samspil.stack.problem import StackProblem

KEYRING = "keyring"
KEYRING_USERS = "keyring_user"
"""The group role to which sealing's migrations grant what a service may do; every service's role is in it."""
KEYRING_ERASERS = "keyring_eraser"
"""The group role that may destroy a citizen's keys; no process of ours is in it."""
LOG_READERS = "access_reader"
"""The group role that reads who looked at whom, and nothing else of the keyring."""
LOG_READER = "access-log"
"""The role in that group with which the overview's pages show the log."""
_GROUPS = (KEYRING_USERS, KEYRING_ERASERS, LOG_READERS)

OWNERS = {
    KEYRING: ("sealing",),
    "referral": ("ledger", "web", "referral"),
    "plan": ("ledger", "web", "plan"),
    "jobcenter-bridge": ("ledger", "web", "jobcenter_bridge"),
    "region-bridge": ("ledger", "web", "region_bridge"),
    "overview": ("ledger", "web", "overview"),
}
"""Database → the owners whose tables it holds, in order; an owner is a package."""

_SERVICES = frozenset(package_of(database) for database in OWNERS) - {KEYRING}


def migrations_of(database: str) -> tuple[tuple[str, Path], ...]:
    """The (owner, folder of migrations) pairs of a database."""
    return tuple((owner, _folder(owner)) for owner in OWNERS[database])


def _folder(owner: str) -> Path:
    package = f"samspil.{owner}.storage" if owner in _SERVICES else f"samspil.{owner}"
    return Path(str(files(package))) / "migrations"


async def prepare(server: str, passwords: Mapping[str, str]) -> None:
    """Make what is missing on the server: a role and a database for each name in ``passwords``, up to date.

    ``LOG_READER`` reads in the keyring's and has none. ``server`` is the address of a role that may make
    roles and databases. May be run again at any time; it sets the passwords anew.
    Raises ``StackProblem`` when the server refuses us or a migration fails.
    """
    try:
        async with connected(server) as connection:
            await make_groups(connection)
            for name, password in passwords.items():
                await make_role(connection, name, password, _groups_of(name))
                if name in OWNERS:
                    await _make_database(connection, name)
    except (OSError, asyncpg.PostgresError) as failed:
        raise StackProblem(f"PostgreSQL could not be prepared: {failed}.") from failed
    for name, password in passwords.items():
        for owner, folder in migrations_of(name) if name in OWNERS else ():
            await asyncio.to_thread(migrate, address(server, name, name, password), owner, folder)


def _groups_of(name: str) -> tuple[str, ...]:
    """The owner of the keyring is in none; a service writes to the log, and the log's reader reads it."""
    if name == KEYRING:
        return ()
    return (LOG_READERS,) if name == LOG_READER else (KEYRING_USERS,)


def address(server: str, database: str, user: str, password: str) -> str:
    """The address of a database on the server, for this user."""
    parts = urlsplit(server)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(
        parts._replace(netloc=f"{user}:{quote(password, safe='')}@{place}", path=f"/{database}")
    )


async def make_groups(connection: asyncpg.Connection) -> None:
    """Make the group roles of the keyring that are not there."""
    for group in _GROUPS:
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", group):
            await connection.execute(f"CREATE ROLE {group} NOLOGIN")


async def make_role(connection: asyncpg.Connection, name: str, password: str, groups: Iterable[str]) -> None:
    known = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name)
    verb = "ALTER" if known else "CREATE"
    await _run(connection, f"{verb} ROLE %I LOGIN PASSWORD %L", name, password)
    for group in groups:
        await _run(connection, "GRANT %I TO %I", group, name)


async def _make_database(connection: asyncpg.Connection, name: str) -> None:
    if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
        await _run(connection, "CREATE DATABASE %I OWNER %I", name, name)
    # A database lets everybody connect until told otherwise.
    await _run(connection, "REVOKE ALL ON DATABASE %I FROM PUBLIC", name)
    if name == KEYRING:
        for group in _GROUPS:
            await _run(connection, "GRANT CONNECT ON DATABASE %I TO %I", name, group)


async def _run(connection: asyncpg.Connection, template: str, *names: str) -> None:
    """Run a statement that takes no parameters; PostgreSQL itself quotes what is put in."""
    marks = ", ".join(f"${place}::text" for place in range(2, len(names) + 2))
    await connection.execute(await connection.fetchval(f"SELECT format($1, {marks})", template, *names))


@asynccontextmanager
async def connected(server: str) -> AsyncIterator[asyncpg.Connection]:
    """One connection for as long as the block runs."""
    connection = await asyncpg.connect(server)
    try:
        yield connection
    finally:
        await connection.close()
