"""The repository as the house tests see it."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]

ROOTS = sorted([*ROOT.glob("services/*/"), ROOT / "shared", ROOT / "deploy"])
"""The folders that hold a part of the namespace package ``samspil``."""


def files() -> list[Path]:
    """Every file that is committed, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if (ROOT / name).is_file()]


def product() -> list[Path]:
    """The Python files that are shipped."""
    return [file for root in ROOTS for file in sorted(root.rglob("*.py"))]


def shown(file: Path) -> str:
    """The file's name from the top of the repository."""
    return str(file.relative_to(ROOT))
