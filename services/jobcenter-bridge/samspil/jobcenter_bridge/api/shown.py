"""How OpenAPI shows a file of activities."""

from typing import Any, Final

from samspil.jobcenter_bridge.partner.batch_file import COLUMNS, NEEDED, NUMBERS
from samspil.web.body import SOME_ID

_ROW: Final = {
    "cpr": "2103009996",
    "aktivitetIdentifier": SOME_ID,
    "versionIdentifier": 1,
    "aktiveringstype": "virksomhedspraktik",
    "status": "oprettet",
    "startdato": "2026-12-01",
    "timerPrUge": 15,
}
_LINES: Final = (",".join(_ROW), ",".join(str(cell) for cell in _ROW.values()))
_PROPERTIES: Final = {
    name: {"type": "integer", "minimum": 0} if name in NUMBERS else {"type": "string"} for name in COLUMNS
}

FILE: Final[dict[str, Any]] = {
    "required": True,
    "description": "Activities in UTF-8, at most 64 MiB, a row each: what each element means stands in the "
    "README. A CSV file has the columns' names in its first line, in any order, and commas or semicolons.",
    "content": {
        "text/csv": {"schema": {"type": "string"}, "example": "\n".join(_LINES)},
        "application/json": {
            "schema": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": _PROPERTIES,
                    "required": sorted(NEEDED),
                    "additionalProperties": False,
                },
            },
            "example": [_ROW],
        },
    },
}
