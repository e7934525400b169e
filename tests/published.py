"""MedCom's published messages, in both forms, read where they lie and never copied."""

import os
from pathlib import Path
from typing import Final

import pytest

_MEDCOM: Final = Path(os.environ.get("STANDARDS_DIR", "/nowhere")) / "medcom"
IN_JSON: Final = sorted((_MEDCOM / "examples").rglob("*.json"))
IN_XML: Final = sorted((_MEDCOM / "examples-xml").rglob("*.xml"))
needs_published = pytest.mark.skipif(not IN_JSON, reason="STANDARDS_DIR does not hold MedCom's examples")


def twins() -> list[tuple[Path, list[Path]]]:
    """Each in XML, with those of the same id in JSON: one for each version of its guide."""
    return [(one, [other for other in IN_JSON if other.stem == one.stem]) for one in IN_XML]
