"""A message of ours as it leaves for the first, the second or the third time."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from samspil.region_bridge.partner.medcom.bundle import Resource, part_id
from samspil.region_bridge.partner.medcom.codes import ENDPOINT
from samspil.region_bridge.partner.medcom.fhir import at


class Transmission(NamedTuple):
    """The message, and to whom."""

    bundle: Resource
    receiver_sor: str


class Parcel(NamedTuple):
    """What leaves, and in which format."""

    body: bytes
    media_type: str


Pack = Callable[[Resource], Parcel]
"""How a Bundle travels. What wraps it takes an identifier from the transmission's, ``Bundle.id``."""


def as_json(bundle: Resource) -> Parcel:
    """By itself, as FHIR JSON."""
    body = json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode()
    return Parcel(body, "application/fhir+json")


def transmission(body: str, message_id: UUID, number: int, now: datetime) -> Transmission:
    """The same message under a ``Bundle.id`` and a ``timestamp`` of its own (reliable messaging, MedCom).

    Its MessageHeader.id, and everything that it says, stays as it was written.
    """
    bundle = json.loads(body)
    part = "bundle" if number == 1 else f"bundle/{number}"
    bundle |= {"id": part_id(str(message_id), part), "timestamp": at(now)}
    (destination,) = bundle["entry"][0]["resource"]["destination"]
    return Transmission(bundle, destination["endpoint"].removeprefix(ENDPOINT))
