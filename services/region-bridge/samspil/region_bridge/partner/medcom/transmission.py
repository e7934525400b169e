"""A message of ours as it leaves for the first, the second or the third time."""

import json
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from samspil.region_bridge.partner.medcom.bundle import part_id
from samspil.region_bridge.partner.medcom.codes import ENDPOINT
from samspil.region_bridge.partner.medcom.fhir import at


class Transmission(NamedTuple):
    """The bytes, and to whom."""

    body: bytes
    receiver_sor: str


def transmission(body: str, message_id: UUID, number: int, now: datetime) -> Transmission:
    """The same message under a ``Bundle.id`` and a ``timestamp`` of its own (reliable messaging, MedCom).

    Its MessageHeader.id, and everything that it says, stays as it was written.
    """
    bundle = json.loads(body)
    part = "bundle" if number == 1 else f"bundle/{number}"
    bundle |= {"id": part_id(str(message_id), part), "timestamp": at(now)}
    (destination,) = bundle["entry"][0]["resource"]["destination"]
    written = json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode()
    return Transmission(written, destination["endpoint"].removeprefix(ENDPOINT))
