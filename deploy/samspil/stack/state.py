"""The state folder: secrets made once, data, logs; one start at a time holds it."""

import base64
import fcntl
import json
import os
import secrets
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from samspil.stack.problem import StackProblem

SMALLEST_FREE = 500 << 20
"""Bytes that must be free to begin: Kafka and PostgreSQL end badly on a full disk."""


def password_in(folder: Path, whose: str) -> str:
    """A password of a folder that another start may hold. Raises ``StackProblem``."""
    try:
        kept: dict[str, str] = json.loads((folder / "secrets.json").read_text())
        return kept[f"password.{whose}"]
    except (OSError, KeyError) as missing:
        raise StackProblem(f"There is no Samspil in the state folder {folder}.") from missing


def passwords_file(passwords: Mapping[str, str]) -> str:
    """A ``secrets.json`` that holds these passwords alone, for somebody who is given no others."""
    return json.dumps({f"password.{whose}": password for whose, password in passwords.items()})


def tighten(folder: Path) -> None:
    """Leave the folder and all that is in it to its owner, whatever an earlier start left open.

    Raises ``StackProblem`` for what belongs to somebody else.
    """
    try:
        # As root we run PostgreSQL as another account, which passes through and sees nothing on its way.
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        for path in folder.rglob("*"):
            with suppress(FileNotFoundError):  # a server that was killed a moment ago still tidies up
                mode = path.lstat().st_mode
                if mode & 0o077 and not stat.S_ISLNK(mode):
                    path.chmod(stat.S_IMODE(mode) & ~0o077)
    except OSError as error:
        raise StackProblem(
            f"The state folder {folder} cannot be closed to others: {error.filename}: {error.strerror}."
        ) from error


class State:
    """Raises ``StackProblem`` when another start holds the folder, or too little of the disk is free."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StackProblem(f"The state folder {folder} cannot be made: {error.strerror}.") from error
        self.folder = folder.resolve()
        self._require_space()
        self._lock = self._hold()
        tighten(self.folder)
        self._file = self.folder / "secrets.json"
        self._secrets: dict[str, str] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def password(self, whose: str) -> str:
        """The password of a user or role, the same for the life of the folder."""
        return self._secret(f"password.{whose}", secrets.token_hex(16))

    def key(self, name: str) -> str:
        """A key of 32 bytes in base64, the same for the life of the folder."""
        return self._secret(f"key.{name}", base64.b64encode(secrets.token_bytes(32)).decode())

    def log(self, name: str) -> Path:
        """Where the part of this name writes."""
        return self.folder / f"{name}.log"

    @property
    def journey_was_played(self) -> bool:
        """Whether the folder has seen the journey from end to end."""
        return (self.folder / "journey").exists()

    def remember_journey(self) -> None:
        """It is played once."""
        (self.folder / "journey").touch()

    @property
    def is_full(self) -> bool:
        """Whether nothing more can be written; on a full disk a dying server cannot even say why."""
        return shutil.disk_usage(self.folder).free < 1 << 20

    def close(self) -> None:
        """Let another start have the folder."""
        self._lock.close()

    def _secret(self, name: str, fresh: str) -> str:
        if name not in self._secrets:
            self._secrets[name] = fresh
            self._write()
        return self._secrets[name]

    def _write(self) -> None:
        # Whole or not at all: a lost key makes everything that it sealed unreadable.
        draft = self._file.with_suffix(".draft")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(self._secrets, out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self._file)

    def _hold(self) -> IO[str]:
        lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise StackProblem(
                f"Samspil already runs from {self.folder}: stop it, or set SAMSPIL_STATE to another folder."
            ) from error
        return lock

    def _require_space(self) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < SMALLEST_FREE:
            raise StackProblem(
                f"Only {free >> 20} MB are free where {self.folder} lies, and Samspil needs "
                f"{SMALLEST_FREE >> 20} MB: make room, or set SAMSPIL_STATE to a folder on another disk."
            )
