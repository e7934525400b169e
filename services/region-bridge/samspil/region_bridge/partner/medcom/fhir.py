"""Of the region's FHIR messages the little that is processed; whatever else stands there is let through.

A message is read twice. The first reading wants no more than is needed to answer it; what the second finds
wrong can then be told in a MedCom Acknowledgement.
"""

import codecs
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool, StringConstraints
from pydantic import ValidationError as Invalid

from samspil.region_bridge.partner.medcom.codes import ACTIVITY_CODES
from samspil.region_bridge.partner.medcom.forms import Form, form_of, read_form
from samspil.region_bridge.partner.medcom.moments import End, Start
from samspil.region_bridge.partner.medcom.references import led_to
from samspil.telemetry.redact import mask


class Unreadable(Exception):
    """There is no message that could be answered; the text never holds what was sent."""


def _names_nobody(value: str) -> str:
    if mask(value) != value:  # ids are kept, of strangers' messages too, and repeated in the answer
        raise ValueError("a number of a person is no id")
    return value


FhirId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-.]{1,64}$"), AfterValidator(_names_nobody)]


class Element(BaseModel):
    """Tolerant: unknown elements are ignored; careful: errors do not repeat the input."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Coding(Element):
    system: str | None = None
    code: str | None = None


class Codeable(Element):
    coding: tuple[Coding, ...] = ()


class Identifier(Element):
    system: str | None = None
    value: str | None = None


class PersonIdentifier(Identifier):
    use: str | None = None
    period: object = None
    """As it came: of a former number it may be as vague as FHIR allows, and spoils no message."""


class Reference(Element):
    reference: str | None = None
    identifier: Identifier | None = None


class Subject(Reference):
    identifier: PersonIdentifier | None = None


class Period(Element):
    start: Start | None = None
    end: End | None = None


class Extension(Element):
    url: str | None = None
    valueCoding: Coding | None = None  # noqa: N815  # FHIR's own names, here and below
    valuePeriod: Period | None = None  # noqa: N815


class Destination(Element):
    extension: tuple[Extension, ...] = ()
    endpoint: str | None = None
    receiver: Reference | None = None


class Source(Element):
    endpoint: str | None = None


class Response(Element):
    identifier: str
    code: str


class MessageHeader(Element):
    id: FhirId
    extension: object = None
    """As it came: a wish for a report that nobody can read spoils no notice."""
    eventCoding: Coding | None = None  # noqa: N815
    destination: tuple[Destination, ...] = ()
    sender: Reference | None = None
    source: Source | None = None
    focus: tuple[Reference, ...] = ()
    response: Response | None = None


class Patient(Element):
    identifier: tuple[PersonIdentifier, ...] = ()
    deceasedBoolean: StrictBool | None = None  # noqa: N815
    deceasedDateTime: str | None = None  # noqa: N815


class Encounter(Element):
    id: str
    extension: tuple[Extension, ...] = ()
    status: str | None = None
    class_: Coding | None = None
    subject: Subject | None = None
    episodeOfCare: tuple[Reference, ...] = ()  # noqa: N815
    period: Period | None = None

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"))


class Provenance(Element):
    target: tuple[Reference, ...] = ()
    occurredDateTime: Start | None = None  # noqa: N815
    recorded: Start | None = None
    activity: Codeable | None = None
    entity: object = None
    """As it came: of which message it is a revision."""


class Organization(Element):
    identifier: tuple[Identifier, ...] = ()
    name: object = None


class Entry(Element):
    fullUrl: str | None = None  # noqa: N815
    resource: dict[str, Any]


class Bundle(Element):
    resourceType: Literal["Bundle"]  # noqa: N815
    id: FhirId
    type: Literal["message"]
    entry: tuple[Entry, ...]


_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")

R = TypeVar("R", bound=Element)
P = TypeVar("P", bound=Provenance)

File = bytes | bytearray | memoryview
"""The bytes of a file as they are meant: base64 no more."""
NO_FILES: Final[Mapping[str, File]] = MappingProxyType({})


class Message:
    """One message after the first reading: it has its ids, and its resources can be asked for."""

    def __init__(self, bundle: Bundle, text: str, files: Mapping[str, File] = NO_FILES) -> None:
        self.bundle_id = bundle.id
        self.text = text
        """As it came, without its large files: the message, which is sealed before it is kept."""
        self.files = files
        """What was cut out of ``text`` while it came in, by the marker that stands there in its place
        (``urn:samspil:cut:0`` as an attachment's ``data``).

        Small files stay in place as base64. A marker that leads to no file stood for what was no base64."""
        self._entries = bundle.entry
        self._of_kind: dict[str, list[Entry]] = {}
        for entry in bundle.entry:
            self._of_kind.setdefault(str(entry.resource.get("resourceType")), []).append(entry)
        self._read: dict[tuple[type[Element], int], Element] = {}
        headers = self._all("MessageHeader")
        if len(headers) != 1:
            raise Unreadable("a message has one MessageHeader")
        try:
            self.id: str = _Id.model_validate(headers[0].resource).id
        except Invalid:
            raise Unreadable("the MessageHeader has no usable id") from None

    @classmethod
    def read(cls, raw: bytes, files: Mapping[str, File] = NO_FILES) -> "Message":
        """The first reading, in either form, with a byte order mark or without. Raises ``Unreadable``."""
        try:
            text = raw.removeprefix(codecs.BOM_UTF8).decode()
            resource = read_form(raw)  # no name stands twice, nothing too deep
            if _SURROGATE.search(text) and form_of(raw) is Form.JSON:
                json.dumps(resource, ensure_ascii=False).encode()  # a lone one is no sign
            bundle = Bundle.model_validate(resource)
        except ValueError:
            raise Unreadable("not a Bundle of type message with an id") from None
        return cls(bundle, text, files)

    def header(self) -> MessageHeader:
        """The header. Raises pydantic's ``ValidationError``, as all readings below do."""
        return self._as(MessageHeader, self._all("MessageHeader")[0])

    def every(self, kind: type[R]) -> list[R]:
        """All resources of a kind."""
        return [self._as(kind, entry) for entry in self._all(kind.__name__)]

    def all_referred(self, kind: type[R], reference: Reference | None) -> list[R]:
        """The resources of that kind that the reference may point at; without one, all there are."""
        entries = self._all(kind.__name__)
        if reference is not None and reference.reference is not None:
            entries = led_to(entries, reference.reference)
        return [self._as(kind, entry) for entry in entries]

    def referred(self, kind: type[R], reference: Reference | None) -> R | None:
        """The one resource of that kind that the reference can point at."""
        return _the_one(self.all_referred(kind, reference))

    def about_this(self) -> Provenance | None:
        """The one Provenance whose target is this message; of the older steps nothing else is read."""
        return self.own_step(Provenance)

    def own_step(self, kind: type[P]) -> P | None:
        """The same, read as ``kind``."""
        header = self._all("MessageHeader")
        steps = self._all("Provenance")
        about = [step for step in steps if any(led_to(header, target) for target in _targets(step.resource))]
        return _the_one([self._as(kind, step) for step in about])

    def readable(self, kind: type[R]) -> list[R]:
        """Of all resources of a kind those that can be read."""
        found = []
        for entry in self._all(kind.__name__):
            with suppress(Invalid):
                found.append(self._as(kind, entry))
        return found

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that the message holds, as it came."""
        return self._entries

    def names(self) -> list[object]:
        """How its patients are called, as it came."""
        return [entry.resource.get("name") for entry in self._all("Patient")]

    def _as(self, kind: type[R], entry: Entry) -> R:
        """Read once, however often it is asked for: what was read does not change."""
        found = self._read.get((kind, id(entry)))
        if not isinstance(found, kind):
            found = self._read[kind, id(entry)] = kind.model_validate(entry.resource)
        return found

    def _all(self, kind: str) -> list[Entry]:
        return self._of_kind.get(kind, [])


class _Id(Element):
    id: FhirId


def _the_one(found: list[R]) -> R | None:
    """Told twice in the same words it is still one."""
    return found[0] if found and all(one == found[0] for one in found) else None


def _targets(provenance: dict[str, Any]) -> list[str]:
    targets = provenance.get("target")
    pointing = (
        [one.get("reference") for one in targets if isinstance(one, dict)]
        if isinstance(targets, list)
        else []
    )
    return [reference for reference in pointing if isinstance(reference, str)]


def message_id_in(reference: str | None) -> str | None:
    """The MessageHeader.id that a reference names; None where it can be none."""
    told = (reference or "").split("/_history/")[0].rpartition("/")[2].removeprefix("urn:uuid:")
    try:
        return _Id(id=told).id
    except Invalid:
        return None


def at(moment: datetime) -> str:
    """A point in time as FHIR writes it."""
    return moment.isoformat(timespec="seconds")


def activities_in(provenance: Provenance) -> list[str]:
    """MedCom's activity codes in it."""
    codings = provenance.activity.coding if provenance.activity else ()
    return [one.code for one in codings if one.code is not None and one.system == ACTIVITY_CODES]
