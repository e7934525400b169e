"""CareCommunications as tests write and read them: built by hand, the way hospitals send them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from medcom import NOW, REGION, US
from samspil.region_bridge.partner.medcom.codes import (
    ACTIVITY_CODES,
    CATEGORY_CODES,
    CPR,
    EVENT_CODES,
    GLN,
    IG,
    SOR,
)
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.testkit.people import BRUNO, Person

CORE = f"{IG}/core/StructureDefinition"
DEFINITION = f"{IG}/messagedefinitions/MessageDefinition/MedComCareCommunicationMessageDefinition|5.0"


@dataclass(frozen=True)
class Wrote:
    """One text or file of a thread."""

    id: UUID
    at: datetime
    words: str = "Kan I møde op til udskrivningen?"
    author: str = "Michael Burns"
    phone: str = "38683868"
    data: str | None = None
    """Base64: then it is a file, and ``words`` its title."""
    file: bool = False


@dataclass(frozen=True)
class Sent:
    """One message of a thread."""

    id: str
    activity: str
    at: datetime
    brings: tuple[UUID, ...]
    after: str | None = None


def new_id() -> str:
    return str(uuid4())


def text(words: str = "Kan I møde op til udskrivningen?", at: datetime = NOW, **more: Any) -> Wrote:
    return Wrote(uuid4(), at, words, **more)


def file(title: str, data: str | None, at: datetime = NOW) -> Wrote:
    return Wrote(uuid4(), at, title, data=data, file=True)


@dataclass(frozen=True)
class Letter:
    """One message, and what stood in the thread before it."""

    thread: UUID
    sent: Sent
    wrote: tuple[Wrote, ...]
    before: tuple[Sent, ...] = ()
    category: str = "psychiatry-social-disability"
    topic: str | None = "Udskrivning"
    person: Person = BRUNO
    system: str = CPR
    recipient: str | None = None

    def reply(self, *wrote: Wrote, at: datetime = NOW) -> "Letter":
        """A reply to it, which repeats what stood there, files without their data."""
        brings = tuple(one.id for one in wrote)
        return replace(
            self,
            sent=Sent(new_id(), "reply-message", at, brings, self.sent.id),
            wrote=(*(replace(one, data=None) for one in self.wrote), *wrote),
            before=(*self.before, self.sent),
        )

    def forward(self, *wrote: Wrote, at: datetime = NOW) -> "Letter":
        """The same passed on, in a thread of its own and with all files."""
        brings = tuple(one.id for one in wrote)
        return replace(
            self,
            thread=uuid4(),
            sent=Sent(new_id(), "forward-message", at, brings, self.sent.id),
            wrote=(*self.wrote, *wrote),
            before=(*self.before, self.sent),
        )

    def body(self, change: Callable[[dict[str, Any]], object] = lambda found: None) -> bytes:
        """As it travels, with its resources, by kind, changed in place."""
        resources = list(self._resources())
        found: dict[str, Any] = {}
        for one in resources:
            found.setdefault(one["resourceType"], one)
        change(found)
        return json.dumps(
            {
                "resourceType": "Bundle",
                "id": new_id(),
                "type": "message",
                "timestamp": self.sent.at.isoformat(),
                "entry": [
                    {"fullUrl": f"https://region.example/{one['resourceType']}/{one['id']}", "resource": one}
                    for one in resources
                ],
            },
            ensure_ascii=False,
        ).encode()

    def _resources(self) -> Any:
        communication: dict[str, Any] = {
            "resourceType": "Communication",
            "id": "communication",
            "identifier": [{"value": f"urn:uuid:{self.thread}"}],
            "status": "unknown",
            "category": [{"coding": [{"system": CATEGORY_CODES, "code": self.category}]}],
            "subject": {"reference": "Patient/patient"},
            "payload": [_payload(number, one) for number, one in enumerate(self.wrote)],
        }
        if self.topic:
            communication["topic"] = {"text": self.topic}
        if self.recipient:
            communication["recipient"] = [{"reference": "PractitionerRole/recipient"}]
        yield {
            "resourceType": "MessageHeader",
            "id": self.sent.id,
            "eventCoding": {"system": EVENT_CODES, "code": "care-communication-message"},
            "destination": [{"endpoint": US.endpoint, "receiver": {"reference": "Organization/us"}}],
            "sender": {"reference": "Organization/region"},
            "source": {"endpoint": REGION.endpoint},
            "focus": [{"reference": "Communication/communication"}],
            "definition": DEFINITION,
        }
        yield communication
        *given, family = self.person.name.split()
        yield {
            "resourceType": "Patient",
            "id": "patient",
            "identifier": [{"system": self.system, "value": self.person.cpr.number}],
            "name": [{"use": "official", "given": given, "family": family}],
        }
        for number, one in enumerate(self.wrote):
            yield from _signed(f"author{number}", one.author, "sygeplejerske")
        if self.recipient:
            yield from _signed("recipient", self.recipient, "Kontaktperson")
        for sent in (*self.before, self.sent):
            yield _provenance(sent)
        yield _organization("us", US)
        yield {**_organization("region", REGION), "name": "Psykiatrisk Center, afsnit O82"}


def _payload(number: int, one: Wrote) -> dict[str, Any]:
    content: dict[str, Any] = {"contentString": one.words}
    if one.file:
        content = {"contentAttachment": {"contentType": "application/pdf", "title": one.words}}
        if one.data is not None:
            content["contentAttachment"]["data"] = one.data
    return {
        "extension": [
            {"url": f"{CORE}/medcom-core-datetime-extension", "valueDateTime": one.at.isoformat()},
            {
                "url": f"{CORE}/medcom-core-identifier-extension",
                "valueIdentifier": {
                    "value": f"urn:uuid:{one.id}",
                    "assigner": {"reference": "Organization/region"},
                },
            },
            {
                "url": f"{CORE}/medcom-core-practitioner-extension",
                "valueReference": {"reference": f"PractitionerRole/author{number}"},
            },
            {
                "url": f"{CORE}/medcom-core-contact-extension",
                "valueContactPoint": {"system": "phone", "value": one.phone},
            },
        ],
        **content,
    }


def _signed(name: str, person: str, role: str) -> list[dict[str, Any]]:
    *given, family = person.split()
    return [
        {
            "resourceType": "PractitionerRole",
            "id": name,
            "practitioner": {"reference": f"Practitioner/{name}"},
            "code": [{"coding": [{"system": "roles", "code": role}]}],
        },
        {"resourceType": "Practitioner", "id": name, "name": [{"given": given, "family": family}]},
    ]


def _provenance(sent: Sent) -> dict[str, Any]:
    entity: list[dict[str, Any]] = [
        {"role": "source", "what": {"identifier": {"value": f"urn:uuid:{one}"}}} for one in sent.brings
    ]
    if sent.after:
        entity.append({"role": "revision", "what": {"reference": f"MessageHeader/{sent.after}"}})
    return {
        "resourceType": "Provenance",
        "id": f"of-{sent.id}",
        "target": [{"reference": f"MessageHeader/{sent.id}"}],
        "occurredDateTime": sent.at.isoformat(),
        "recorded": sent.at.isoformat(),
        "activity": {"coding": [{"system": ACTIVITY_CODES, "code": sent.activity}]},
        "agent": [{"who": {"reference": "Organization/region"}}],
        "entity": entity,
    }


def _organization(name: str, organisation: Organisation) -> dict[str, Any]:
    return {
        "resourceType": "Organization",
        "id": name,
        "identifier": [
            {"system": GLN, "value": organisation.gln},
            {"system": SOR, "value": organisation.sor},
        ],
    }


def letter(*wrote: Wrote, at: datetime = NOW, **more: Any) -> Letter:
    """The first message of a thread."""
    told = wrote or (text(at=at),)
    sent = Sent(new_id(), "new-message", at, tuple(one.id for one in told))
    return Letter(uuid4(), sent, told, **more)
