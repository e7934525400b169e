"""The real Kafka and PostgreSQL that one test run shares."""

import asyncio
import hashlib
import secrets
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from samspil.contracts.topics import Topic
from samspil.stack import databases, kafka, kafka_admin, ports, postgres
from samspil.stack.migrate import migrate
from samspil.stack.process import Child
from samspil.testkit.nursery import Nursery

ROOM_NEEDED = 4 << 30
"""Bytes that must be free in memory for what a run keeps there, and for what else the machine does."""


def quick_folder(place: Path = Path("/dev/shm")) -> Path | None:  # noqa: S108  # made by mkdtemp within it
    """A folder in memory, if there is one with room: on a disk a new database costs five times as much."""
    return place if place.is_dir() and shutil.disk_usage(place).free > ROOM_NEEDED else None


class Servers:
    """Each server is started when it is first asked for, on a free port, in a folder of its own.

    ``measuring`` is for who measures: on a disk, with fsync, and every process loads its own code. Tests
    are quicker without, and lose nothing that they would miss.
    """

    def __init__(self, *, measuring: bool = False) -> None:
        self._measuring = measuring
        room = None if measuring else quick_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="samspil-tests-", dir=room))
        """Where their data and their logs are."""
        self.folder.chmod(0o755)  # PostgreSQL may run as another account

    @cached_property
    def postgres(self) -> "SharedPostgres":
        """The PostgreSQL server of the run."""
        server = SharedPostgres(self.folder / "postgres", fsync=self._measuring)
        server.start()
        return server

    @cached_property
    def kafka(self) -> "SharedKafka":
        """The Kafka broker of the run."""
        broker = SharedKafka(self.folder / "kafka")
        broker.start()
        return broker

    def child(self, name: str, module: str, *, log: Path, env: Mapping[str, str]) -> Child:
        """What ``python -m MODULE`` runs, not yet started."""
        if self._measuring:
            return Child(name, [sys.executable, "-m", module], log=log, env=env)
        return self._nursery.child(name, module, log=log, env=env)

    @cached_property
    def _nursery(self) -> Nursery:
        nursery = Nursery(self.folder)
        nursery.start()
        return nursery

    def close(self) -> None:
        """Stop what was started and forget its data."""
        for name in ("_nursery", "kafka", "postgres"):
            if name in self.__dict__:
                self.__dict__[name].close()
        shutil.rmtree(self.folder, ignore_errors=True)


class SharedPostgres:
    """A PostgreSQL that makes databases quickly and can be restarted under a test."""

    def __init__(self, folder: Path, *, fsync: bool = False) -> None:
        self._server = postgres.Postgres(folder, ports.free_port(), "test", fsync=fsync)
        self._one_at_a_time = asyncio.Lock()
        self._templates: set[str] = set()

    def start(self) -> None:
        """Start it, or start it again after ``kill``."""
        self._server.start()

    def url(self, database: str = "postgres") -> str:
        """The superuser's address of a database."""
        return self._server.url(database)

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._server.pid

    async def database(self, *owners_folders: tuple[str, Path]) -> str:
        """The superuser's address of a new database with these owners' migrations applied.

        Each argument is an (owner, folder) pair, as ``databases.migrations_of(service)`` gives them.
        The migrations run once a test run; each database is a copy.
        """
        name = f"test_{secrets.token_hex(6)}"
        async with self._one_at_a_time, databases.connected(self.url()) as connection:
            template = await self._template(owners_folders)
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    async def drop(self, *urls: str) -> None:
        """Forget these databases, whoever is still connected to them."""
        async with databases.connected(self.url()) as connection:
            for url in urls:
                await connection.execute(f"DROP DATABASE {_database_of(url)} WITH (FORCE)")

    async def role(self, database_url: str, *groups: str) -> str:
        """The address of the same database for a new login role that is in these groups and owns nothing."""
        name, password = f"role_{secrets.token_hex(6)}", secrets.token_hex(8)
        async with databases.connected(self.url()) as connection:
            await databases.make_role(connection, name, password, groups)
        return databases.address(self.url(), _database_of(database_url), name, password)

    async def restart(self, mode: str = "immediate") -> None:
        """Stop it (``fast`` or ``immediate``: every connection breaks) and start it again."""
        await asyncio.to_thread(self._server.stop, mode)
        await asyncio.to_thread(self._server.start)

    async def kill(self) -> None:
        """End it with ``kill -9``; ``restart`` brings it back."""
        await asyncio.to_thread(self._server.kill)

    def close(self) -> None:
        """Stop it for good."""
        self._server.stop("immediate")

    async def _template(self, owners_folders: Sequence[tuple[str, Path]]) -> str:
        if not owners_folders:
            return "template1"
        key = hashlib.sha256(repr(owners_folders).encode()).hexdigest()[:12]
        name = f"template_{key}"
        if name not in self._templates:
            async with databases.connected(self.url()) as connection:
                await databases.make_groups(connection)
                await connection.execute(f"DROP DATABASE IF EXISTS {name}")
                await connection.execute(f"CREATE DATABASE {name}")
            for owner, folder in owners_folders:
                await asyncio.to_thread(migrate, self.url(name), owner, folder)
            self._templates.add(name)
        return name


def _database_of(url: str) -> str:
    return url.rpartition("/")[2].partition("?")[0]


class SharedKafka:
    """A Kafka with SCRAM users and ACLs on, like the embedded one, that can be killed under a test."""

    def __init__(self, folder: Path) -> None:
        self.admin_user = kafka.ADMIN
        self.admin_password = secrets.token_hex(8)
        self._broker = kafka.Kafka(
            folder,
            ports.free_port(),
            ports.free_port(),
            admin_password=self.admin_password,
            broker_password=secrets.token_hex(8),
        )
        self.bootstrap = self._broker.bootstrap
        self._topics: dict[str, Topic] = {}
        self._users: dict[str, str] = {}

    def start(self) -> None:
        """Start it, or start it again after ``kill``."""
        self._broker.start()

    @property
    def pid(self) -> int | None:
        """The broker's process id while it runs."""
        return self._broker.pid

    async def create(self, topics: Sequence[Topic], users: Mapping[str, str]) -> None:
        """Make these topics, these users (name → password) and the ACLs that follow from the topics.

        What earlier tests of the run made stays as it is, but for a topic of the same name.
        """
        self._topics |= {topic.name: topic for topic in topics}
        self._users |= users
        await asyncio.to_thread(
            kafka_admin.apply,
            self.bootstrap,
            self.admin_user,
            self.admin_password,
            tuple(self._topics.values()),
            dict(self._users),
        )

    async def restart(self) -> None:
        """Stop it cleanly, if it runs, and start it again with its data."""
        await asyncio.to_thread(self._broker.stop)
        await asyncio.to_thread(self._broker.start)

    async def kill(self) -> None:
        """End it with ``kill -9``; ``restart`` brings it back."""
        await asyncio.to_thread(self._broker.kill)

    def close(self) -> None:
        """End it for good."""
        self._broker.kill()
