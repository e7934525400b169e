"""One child process: its log, its end, and that it never outlives us."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

# The kernel's parent-death signal follows the *thread* that forked.
# So one thread, which lives as long as this process, forks every child.
_forker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="forker")


LARGEST_LOG = 16 << 20


@dataclass(frozen=True, slots=True)
class Account:
    """An operating system account to run a child as."""

    name: str
    uid: int
    gid: int
    groups: tuple[int, ...]

    @classmethod
    def named(cls, name: str) -> "Account":
        """Look the account up; ``KeyError`` when there is none."""
        entry = pwd.getpwnam(name)
        return cls(name, entry.pw_uid, entry.pw_gid, tuple(os.getgrouplist(name, entry.pw_gid)))


class Child:
    """A program of ours that ends when we do, even when we are killed with ``kill -9``.

    Its output is appended to ``log``; a log that has grown large is put aside, once, at a start.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        account: Account | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.name = name
        self.command = tuple(command)
        self.log = log
        self._env = env
        self._account = account
        self._cwd = cwd
        self._process: subprocess.Popen[bytes] | None = None
        self._said_before = 0  # bytes in the log when it was started

    def start(self) -> None:
        """Start it, or start it again after it ended."""
        self._put_log_aside()
        self._said_before = self.log.stat().st_size if self.log.exists() else 0
        self._process = _forker.submit(self._fork).result()

    def _put_log_aside(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _fork(self) -> subprocess.Popen[bytes]:
        # setpriv sets the death signal after the account has changed, which would clear it. Whoever had
        # died before it was set sends none: so the child looks once whose child it is, and then begins.
        setpriv = shutil.which("setpriv")
        account = self._account
        is_ours = ["sh", "-c", '[ "$PPID" = "$0" ] && exec "$@"', str(os.getpid())]
        guard = [setpriv, "--pdeathsig", "KILL", *is_ours] if setpriv else []
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*guard, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._env,
                cwd=self._cwd,
                start_new_session=True,  # Ctrl-C in a terminal reaches us only; we stop the children in order
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=account.groups if account else None,
            )

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_status(self) -> int | None:
        """How it ended, negative for the signal that ended it; ``None`` while it runs."""
        return self._process.poll() if self._process else None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid if self._process and self.alive else None

    def stop(self, request: signal.Signals = signal.SIGTERM, timeout: float = 20.0) -> None:
        """Ask it to end; kill it when it has not after ``timeout`` seconds. Ended already: nothing."""
        if self._process is None:
            return
        if self.alive:
            self._process.send_signal(request)
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def output(self) -> str:
        """What it said since its start, the last of it where that is much."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(max(self._said_before, log.seek(0, os.SEEK_END) - 16384))
            return log.read().decode(errors="replace")

    def last_words(self) -> str:
        """The last line of that, for an error sentence: plain text before structured log lines."""
        lines = [line.rstrip() for line in self.output().splitlines() if line.strip()]
        plain = [line for line in lines if not line.startswith(("{", " ", "\t"))]
        return (plain or lines or [""])[-1].strip()
