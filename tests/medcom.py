"""The region's messages as tests write, change and read them."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from samspil.contracts.hospital import StayKind
from samspil.region_bridge.domain.notice import Happened, Held
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.families import told_by
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.letter import Author
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.medcom.reading import About, Refused
from samspil.sandboxes.region.acknowledge import acknowledgement
from samspil.sandboxes.region.hospital import Course, Patient, What, tell
from samspil.testkit.people import BRUNO, VERA
from samspil.vocabulary.copenhagen import COPENHAGEN

US = Organisation("999990000000002", "5799999900020")
REGION = Organisation("999990000000001", "5799999900013")
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=COPENHAGEN)
PATIENT = Patient(BRUNO.cpr.number, BRUNO.name)
AUTHOR = Author("Socialpsykiatrien", "00000000")
ADMISSION = (Happened.ADMITTED, StayKind.INPATIENT)


def told(*whats: What) -> bytes:
    """The last of these messages about one stay."""
    course: Course | None = None
    body = b""
    for what in whats:
        course, body = tell(what, course, PATIENT, NOW)
    return body


def changed(change: Callable[[dict[str, dict[str, Any]]], object], body: bytes | None = None) -> bytes:
    """An admission with its resources, by kind, changed in place."""
    bundle = json.loads(body or told(What.ADMIT))
    change({entry["resource"]["resourceType"]: entry["resource"] for entry in bundle["entry"]})
    return json.dumps(bundle).encode()


def notice_of(message: Message, us: Organisation, now: datetime) -> About:
    """What a notice says; ``Refused`` is raised for what is none that can be read."""
    about = told_by(message, us, now)
    assert isinstance(about, About)
    return about


def understood(body: bytes, receiver: Organisation = US) -> tuple[Happened | Held | Error, StayKind | None]:
    """What a message means: what happened in which kind of stay, or why it is refused."""
    try:
        about = notice_of(Message.read(body), receiver, NOW)
    except Refused as refused:
        return refused.error, None
    assert about.named.current in {BRUNO.cpr, VERA.cpr}
    return about.notice.what, about.notice.kind


def part_of(message: str, part: str) -> str:
    """The id of a part of one of our messages: the same in every version, so that a repetition is one."""
    return str(uuid5(UUID("a0b5a7c4-2d0f-5b7e-8a63-4f0c7a1d9b52"), f"{message}/{part}"))


def resources(body: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in json.loads(body)["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


def shape(bundle: dict[str, Any]) -> set[str]:
    """Every path that a message has, narratives aside."""
    found: set[str] = set()

    def walk(value: Any, path: str) -> None:
        match value:
            case dict():
                for name, inner in value.items():
                    if name != "text" or not isinstance(inner, dict):
                        walk(inner, f"{path}.{name}")
            case list():
                for inner in value:
                    walk(inner, f"{path}[]")
            case _:
                found.add(f"{path}:{type(value).__name__}")

    for entry in bundle.pop("entry"):
        walk(entry["resource"], entry["resource"]["resourceType"])
    walk(bundle, "Bundle")
    return found


def acknowledging(message_id: str, code: str = "ok") -> bytes:
    """What the region says of a message of ours."""
    body: bytes = acknowledgement(message_id, "new-message", "ok", NOW)
    return body.replace(b'"code": "ok"', f'"code": "{code}"'.encode())
