"""One owner's migrations, applied by dbmate."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from samspil.stack.problem import StackProblem


def migrate(database_url: str, owner: str, folder: Path) -> None:
    """Bring the owner's tables up to date.

    Each owner keeps its own list of what was applied, because two folders that both hold ``0001`` would be
    taken for one. Raises ``StackProblem`` with dbmate's own words.
    """
    dbmate = shutil.which("dbmate", path=sysconfig.get_path("scripts")) or shutil.which("dbmate")
    if dbmate is None:
        raise StackProblem("Samspil needs dbmate: install the locked requirements again (make does).")
    done = subprocess.run(
        [
            dbmate,
            *("--migrations-dir", str(folder), "--migrations-table", f"{owner}_migrations"),
            *("--no-dump-schema", "--migration-lock", "migrate"),
        ],
        env={**os.environ, "DATABASE_URL": database_url},  # not an argument: it holds a password
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise StackProblem(
            f"The migrations of {owner} failed: {reason[-1] if reason else 'dbmate gave no reason'}"
        )
