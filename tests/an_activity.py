"""An activity as the jobcenter's case system answers it, for tests to change."""

import json
from typing import Any
from uuid import UUID

CANARY = "Kanariefugl"


ACTIVITY: dict[str, Any] = {
    "aktivitetIdentifier": "6f1c7d3e-3c0b-4ad4-9f10-1f1c9b1b2a33",
    "startdato": "2026-12-01",
    "slutdato": "2027-02-26",
    "aktiveringstype": "virksomhedspraktik",
    "timerPrUge": 15,
    "minutterPrUge": 30,
    "ansvarligMyndighed": {"organisationskode": "-1", "navn": "Ingensteds"},
    "status": "oprettet",
}


ID = UUID(ACTIVITY["aktivitetIdentifier"])


def body(**changed: object) -> bytes:
    """The answer, with these elements changed."""
    return json.dumps({**ACTIVITY, **changed}).encode()
