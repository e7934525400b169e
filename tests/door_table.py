"""``shared/doors.md`` as tests read it: who is let in at which door."""

import re
from collections.abc import Mapping
from typing import Final

from repository import ROOT

Door = tuple[str, str]
"""Method and path."""
Line = dict[str, str]
"""Column → whom the door lets in."""

OF_EVERY_PROCESS: Final = "every process"


def written() -> dict[str, dict[Door, Line]]:
    """Service → door → line, as ``shared/doors.md`` has them."""
    tables: dict[str, dict[Door, Line]] = {}
    text = (ROOT / "shared/doors.md").read_text().partition("## For programs")[2]
    for table in re.findall(r"^\|.*?(?:\n(?!\|)|\Z)", text, re.MULTILINE | re.DOTALL):
        (service, *columns), _, *rows = (
            [cell.strip() for cell in row.strip("|").split("|")] for row in table.strip().splitlines()
        )
        for door, *cells in rows:
            method, path = door.split()
            line = dict(zip((name.replace(" ", "_") for name in columns), cells, strict=True))
            assert tables.setdefault(service, {}).setdefault((method, path), line) is line, door
    return tables


TABLES: Final = written()
SERVICES: Final = {*TABLES} - {OF_EVERY_PROCESS}


def lines_of(process: str) -> Mapping[Door, Line]:
    own = TABLES[process.removesuffix("-web")] if process.endswith("-web") else {}
    return {**own, **TABLES[OF_EVERY_PROCESS]}
