"""All activities in one file, as of a case system that only makes files: the same ones are the same bytes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from pydantic.alias_generators import to_camel

from samspil.sandboxes.citizens import synthetic_cpr
from samspil.sandboxes.jobcenter.activities import Activity, KeptActivity


class FileForm(StrEnum):
    """What the file looks like."""

    CSV = "csv"
    JSON = "json"


class ActivityFile(NamedTuple):
    """A file, and what it is told to be."""

    content: bytes
    media_type: str


COLUMNS: Final = ("cpr", "versionIdentifier", *map(to_camel, Activity.model_fields))

BAD_ROW: Final[Mapping[str, object]] = {
    "cpr": synthetic_cpr(0).number,
    "versionIdentifier": 1,
    "aktivitetIdentifier": str(UUID(int=0)),
    "startdato": "2026-02-30",
}
"""February has no such day."""


def activity_file(
    activities: Iterable[KeptActivity], form: FileForm, *, with_a_bad_row: bool = False
) -> ActivityFile:
    """The elements as they are given out, whom they are about and which version; a bad row comes first."""
    rows = [*([BAD_ROW] if with_a_bad_row else []), *map(_row, activities)]
    match form:
        case FileForm.CSV:
            return ActivityFile(_csv(rows), "text/csv")
        case FileForm.JSON:
            return ActivityFile(json.dumps(rows, ensure_ascii=False).encode(), "application/json")


def _csv(rows: Iterable[Mapping[str, object]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _row(one: KeptActivity) -> Mapping[str, object]:
    told = one.entity.model_dump(mode="json", exclude_none=True)
    return {"cpr": one.cpr, "versionIdentifier": one.version, **told}
