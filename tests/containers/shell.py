"""Programs that the test runs: told in the log, and their failure is one sentence."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


class Failed(Exception):
    """Its text says what went wrong."""


def say(line: str) -> None:
    """One line of the log."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(
    *command: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None, within: float = 1200
) -> str:
    """What it prints. Raises ``Failed`` with the last of it."""
    try:
        done = subprocess.run(
            command,
            env=env,
            cwd=cwd,
            timeout=within,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Failed(f"{command[0]}: {fault}") from fault
    if done.returncode:
        words = " ".join(map(str, command))
        raise Failed(f"{words} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout
