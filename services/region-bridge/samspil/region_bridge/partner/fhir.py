"""Of the region's FHIR messages the little that is processed; whatever else stands there is let through.

A message is read twice. The first reading wants no more than is needed to answer it; what the second finds
wrong can then be told in a MedCom Acknowledgement.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import ValidationError as Invalid

from samspil.telemetry.redact import mask
from samspil.vocabulary.copenhagen import start_of


class Unreadable(Exception):
    """There is no message that could be answered; the text never holds what was sent."""


def _names_nobody(value: str) -> str:
    if mask(value) != value:  # ids are kept, of strangers' messages too, and repeated in the answer
        raise ValueError("a number of a person is no id")
    return value


FhirId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-.]{1,64}$"), AfterValidator(_names_nobody)]


def _whole_day(value: object) -> object:
    """FHIR lets a point in time be a day: here it is when that day begins in Denmark."""
    if isinstance(value, str) and len(value) == len("2026-11-22"):
        return start_of(date.fromisoformat(value))
    return value


When = Annotated[AwareDatetime, BeforeValidator(_whole_day)]


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


class Reference(Element):
    reference: str | None = None
    identifier: Identifier | None = None


class Period(Element):
    start: When | None = None
    end: When | None = None


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
    eventCoding: Coding | None = None  # noqa: N815
    destination: tuple[Destination, ...] = ()
    sender: Reference | None = None
    source: Source | None = None
    focus: tuple[Reference, ...] = ()
    response: Response | None = None


class Patient(Element):
    identifier: tuple[Identifier, ...] = ()
    deceasedBoolean: bool | None = None  # noqa: N815
    deceasedDateTime: str | None = None  # noqa: N815


class Encounter(Element):
    id: str
    extension: tuple[Extension, ...] = ()
    status: str | None = None
    class_: Coding | None = None
    episodeOfCare: tuple[Reference, ...] = ()  # noqa: N815
    period: Period | None = None

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"))


class Provenance(Element):
    target: tuple[Reference, ...] = ()
    occurredDateTime: When | None = None  # noqa: N815
    recorded: When | None = None
    activity: Codeable | None = None


class Organization(Element):
    identifier: tuple[Identifier, ...] = ()


class Entry(Element):
    fullUrl: str | None = None  # noqa: N815
    resource: dict[str, Any]


class Bundle(Element):
    resourceType: Literal["Bundle"]  # noqa: N815
    id: FhirId
    type: Literal["message"]
    entry: tuple[Entry, ...]


R = TypeVar("R", bound=Element)


class Message:
    """One message after the first reading: it has its ids, and its resources can be asked for."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle_id = bundle.id
        self._entries = bundle.entry
        headers = self._all("MessageHeader")
        if len(headers) != 1:
            raise Unreadable("a message has one MessageHeader")
        try:
            self.id: str = _Id.model_validate(headers[0].resource).id
        except Invalid:
            raise Unreadable("the MessageHeader has no usable id") from None

    @classmethod
    def read(cls, raw: bytes) -> "Message":
        """The first reading. Raises ``Unreadable``."""
        try:
            return cls(Bundle.model_validate_json(raw))
        except Invalid:
            raise Unreadable("not a Bundle of type message with an id") from None

    def header(self) -> MessageHeader:
        """The header. Raises pydantic's ``ValidationError``, as all readings below do."""
        return MessageHeader.model_validate(self._all("MessageHeader")[0].resource)

    def every(self, kind: type[R]) -> list[R]:
        """All resources of a kind."""
        return [kind.model_validate(entry.resource) for entry in self._all(kind.__name__)]

    def referred(self, kind: type[R], reference: Reference | None) -> R | None:
        """The resource of that kind that the reference points at; without one, the only one there is."""
        entries = self._all(kind.__name__)
        wanted = reference.reference if reference else None
        if wanted is not None:
            entries = [entry for entry in entries if _is_at(entry, wanted)]
        return kind.model_validate(entries[0].resource) if len(entries) == 1 else None

    def about_this(self) -> Provenance | None:
        """The Provenance whose target is this message; order and times of the others tell nothing."""
        entry = self._all("MessageHeader")[0]
        for one in self.every(Provenance):
            if any(target.reference and _is_at(entry, target.reference) for target in one.target):
                return one
        return None

    def _all(self, kind: str) -> list[Entry]:
        return [entry for entry in self._entries if entry.resource.get("resourceType") == kind]


class _Id(Element):
    id: FhirId


def _is_at(entry: Entry, reference: str) -> bool:
    """Whether the reference, relative or whole, points at the entry."""
    kind, own = entry.resource.get("resourceType"), entry.resource.get("id")
    return reference == entry.fullUrl or f"/{reference}".endswith(f"/{kind}/{own}")


def at(moment: datetime) -> str:
    """A point in time as FHIR writes it."""
    return moment.isoformat(timespec="seconds")
