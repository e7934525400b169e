"""Published example messages, which are never copied into this repository: they lie beside the checkout."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

STANDARDS = Path(os.environ.get("STANDARDS_DIR") or Path(__file__).parents[2] / "shared" / "standards")


def examples(*folders: str) -> list[Path]:
    """The JSON files in these folders; none where the examples are not there."""
    return sorted(file for folder in folders for file in (STANDARDS / folder).glob("*.json"))


def employment_tables() -> dict[str, Any]:
    """The employment side's element tables."""
    tables: dict[str, Any] = json.loads((STANDARDS / "star" / "dfdg-tables.json").read_text())
    return tables


needs_standards = pytest.mark.skipif(
    not STANDARDS.is_dir(), reason="needs the published examples: set STANDARDS_DIR to their folder"
)
