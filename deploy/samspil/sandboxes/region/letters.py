"""Reading what comes in: a CareCommunication, as the ward's system shows it."""

from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from samspil.sandboxes.region.fhir import CPR, TERMINOLOGY


class Unreadable(Exception):
    """No message with an id stands there."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message from social psychiatry."""

    message_id: str
    bundle_id: str
    activity: str
    cpr: str
    name: str
    topic: str
    text: str


def letter(body: bytes) -> Letter:
    """The message. Raises ``Unreadable``."""
    try:
        bundle = from_json(body)  # which refuses what is nested too deep to be read
        resources = {one["resource"]["resourceType"]: one["resource"] for one in bundle["entry"]}
        patient, said = resources["Patient"], resources["Communication"]
        (name,) = patient["name"]
        return Letter(
            message_id=resources["MessageHeader"]["id"],
            bundle_id=bundle["id"],
            activity=_code(resources["Provenance"]["activity"], "medcom-messaging-activityCodes"),
            cpr=next(one["value"] for one in patient["identifier"] if one["system"] == CPR),
            name=" ".join([*name.get("given", []), name["family"]]),
            topic=said["topic"]["text"],
            text="\n".join(part["contentString"] for part in said["payload"]),
        )
    except (ValueError, KeyError, TypeError, StopIteration) as fault:
        raise Unreadable from fault


def _code(concept: dict[str, Any], system: str) -> str:
    return next(str(one["code"]) for one in concept["coding"] if one["system"] == f"{TERMINOLOGY}/{system}")
