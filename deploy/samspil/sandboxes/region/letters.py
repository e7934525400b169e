"""Reading what comes in: a CareCommunication, as the ward's system shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import AwareDatetime, TypeAdapter
from pydantic_core import from_json

from samspil.sandboxes.region.fhir import MUNICIPALITY, SOR, TERMINOLOGY, Resource
from samspil.sandboxes.region.threads import Attached, Segment, Signer, Step, Thread


class Unreadable(Exception):
    """No message with an id stands there."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message from social psychiatry."""

    message_id: str
    bundle_id: str
    activity: str
    thread: Thread
    """As the message tells it: whole, earlier segments too."""
    text: str
    """What is new in it."""
    recipient: str | None
    """Whom in the region it is for, if anybody is named."""


T = TypeVar("T")
_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


def letter(body: bytes) -> Letter:
    """The message. Raises ``Unreadable``."""
    try:
        bundle = from_json(body)  # which refuses what is nested too deep to be read
        return _Reading(bundle["entry"]).letter(bundle["id"])
    except (ValueError, LookupError, TypeError, AttributeError) as fault:
        raise Unreadable from fault


class _Reading:
    """The resources of one message, by their addresses within it."""

    def __init__(self, entries: list[Resource]) -> None:
        self._all: list[Resource] = [one["resource"] for one in entries]
        self._found = {f"{one['resourceType']}/{one['id']}": one for one in self._all}

    def letter(self, bundle_id: str) -> Letter:
        header, said, patient = (self._one(kind) for kind in ("MessageHeader", "Communication", "Patient"))
        (name,) = patient["name"]
        steps = sorted(self._steps(), key=lambda one: one.at)
        own = _first(one for one in steps if one.message_id == header["id"])
        segments = tuple(self._segments(said))
        thread = Thread(
            id=said["identifier"][0]["value"],
            cpr=patient["identifier"][0]["value"],
            name=" ".join([*name.get("given", []), name["family"]]),
            category=_code(said["category"][0], "medcom-careCommunication-categoryCodes"),
            topic=said.get("topic", {}).get("text"),
            priority=said.get("priority"),
            segments=segments,
            attached=tuple(self._attached(said)),
            steps=tuple(steps),
        )
        new = [one.text for one in segments if one.id in own.introduces]
        recipient = next((self._named(one) for one in said.get("recipient", ())), None)
        return Letter(header["id"], bundle_id, own.activity, thread, "\n".join(new), recipient)

    def _one(self, kind: str) -> Resource:
        return _first(one for one in self._all if one["resourceType"] == kind)

    def _steps(self) -> Iterator[Step]:
        for one in self._all:
            if one["resourceType"] != "Provenance":
                continue
            entities = one.get("entity", ())
            followed = [each["what"] for each in entities if each["role"] == "revision"]
            yield Step(
                message_id=_last(one["target"][0]),
                activity=_code(one["activity"], "medcom-messaging-activityCodes"),
                at=_MOMENT.validate_python(one["occurredDateTime"]),
                ours=not self._is_theirs(one["agent"][0]["who"]),
                introduces=tuple(
                    each["what"]["identifier"]["value"] for each in entities if each["role"] == "source"
                ),
                before=next((_last(each) for each in followed if "reference" in each), None),
            )

    def _segments(self, said: Resource) -> Iterator[Segment]:
        for part in said["payload"]:
            if "contentString" in part:
                told = _extensions(part)
                role = self._found[told["practitioner"]["reference"]]
                yield Segment(
                    id=told["identifier"]["value"],
                    at=_MOMENT.validate_python(told["datetime"]),
                    ours=not self._is_theirs(told["identifier"]["assigner"]),
                    signer=Signer(self._named(told["practitioner"]), _role(role), told["contact"]["value"]),
                    text=part["contentString"],
                )

    def _attached(self, said: Resource) -> Iterator[Attached]:
        for part in said["payload"]:
            if "contentAttachment" in part:
                told, content = _extensions(part), part["contentAttachment"]
                yield Attached(
                    id=told["identifier"]["value"],
                    at=_MOMENT.validate_python(told["datetime"]),
                    ours=not self._is_theirs(told["identifier"]["assigner"]),
                    title=content["title"],
                    kind=content.get("contentType", ""),
                )

    def _is_theirs(self, who: Resource) -> bool:
        """Whether social psychiatry is meant."""
        numbers = {one["system"]: one["value"] for one in self._found[who["reference"]]["identifier"]}
        return numbers.get(SOR) == MUNICIPALITY[0]

    def _named(self, who: Resource) -> str:
        """The name of a person, or of a team."""
        found = self._found[who["reference"]]
        if "practitioner" in found:
            found = self._found[found["practitioner"]["reference"]]
        name = found["name"]
        if isinstance(name, str):
            return name
        return " ".join([*name[0].get("given", []), name[0]["family"]])


def _first(found: Iterable[T]) -> T:
    """Raises ``LookupError`` without one."""
    for one in found:
        return one
    raise LookupError


def _extensions(part: Resource) -> dict[str, Any]:
    """By the short names of their kinds: ``datetime``, ``identifier``, ``practitioner``, ``contact``."""
    return {
        one["url"].rpartition("/medcom-core-")[2].removesuffix("-extension"): _first(
            value for name, value in one.items() if name.startswith("value")
        )
        for one in part["extension"]
    }


def _last(who: Resource) -> str:
    """The id at the end of a reference."""
    return str(who["reference"]).rpartition("/")[2]


def _role(role: Resource) -> str:
    (code,) = role["code"]
    return str(code.get("text") or code["coding"][0]["code"])


def _code(concept: Resource, system: str) -> str:
    return _first(str(one["code"]) for one in concept["coding"] if one["system"] == f"{TERMINOLOGY}/{system}")


def is_acknowledgement(body: bytes) -> bool:
    """Whether it ends an exchange, and is itself never answered."""
    try:
        return bool(
            from_json(body)["entry"][0]["resource"]["eventCoding"]["code"] == "acknowledgement-message"
        )
    except (ValueError, LookupError, TypeError):
        return False
