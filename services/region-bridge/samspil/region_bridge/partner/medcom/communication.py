"""Of CareCommunication 5.0 and 4.0 the resources and elements that are processed; all others pass."""

from pydantic import Field

from samspil.region_bridge.partner.medcom import fhir
from samspil.region_bridge.partner.medcom.fhir import Codeable, Element, Identifier, Reference, Subject
from samspil.region_bridge.partner.medcom.moments import Start


class CodeableText(Codeable):
    text: str | None = None


class Assigned(Identifier):
    assigner: Reference | None = None


class ContactPoint(Element):
    value: str | None = None


class PayloadExtension(Element):
    url: str | None = None
    valueDateTime: Start | None = None  # noqa: N815  # FHIR's own names, here and below
    valueIdentifier: Assigned | None = None  # noqa: N815
    valueReference: Reference | None = None  # noqa: N815
    valueContactPoint: ContactPoint | None = None  # noqa: N815


class AttachedFile(Element):
    contentType: str | None = None  # noqa: N815
    data: str | None = Field(default=None, repr=False)
    url: str | None = None
    title: str | None = None
    creation: Start | None = None


class Payload(Element):
    extension: tuple[PayloadExtension, ...] = ()
    contentString: str | None = None  # noqa: N815
    contentAttachment: AttachedFile | None = None  # noqa: N815


class SenderExtension(Element):
    url: str | None = None
    valueReference: Reference | None = None  # noqa: N815


class Communication(Element):
    extension: tuple[SenderExtension, ...] = ()
    identifier: tuple[Identifier, ...] = ()
    status: str | None = None
    category: tuple[Codeable, ...] = ()
    priority: str | None = None
    subject: Subject | None = None
    topic: CodeableText | None = None
    encounter: Reference | None = None
    recipient: tuple[Reference, ...] = ()
    payload: tuple[Payload, ...] = ()


class HumanName(Element):
    text: str | None = None
    given: tuple[str | None, ...] = ()
    family: str | None = None

    @property
    def whole(self) -> str:
        """As one would say it."""
        return " ".join(part for part in (*self.given, self.family) if part) or self.text or ""


class Patient(fhir.Patient):
    name: tuple[HumanName, ...] = ()


class Practitioner(Element):
    name: tuple[HumanName, ...] = ()


class PractitionerRole(Element):
    practitioner: Reference | None = None
    code: tuple[CodeableText, ...] = ()


class CareTeam(Element):
    name: str | None = None


class Organization(fhir.Organization):
    name: str | None = None


class Encounter(Element):
    episodeOfCare: tuple[Reference, ...] = ()  # noqa: N815


class Agent(Element):
    who: Reference | None = None


class Entity(Element):
    role: str | None = None
    what: Reference | None = None


class Provenance(fhir.Provenance):
    agent: tuple[Agent, ...] = ()
    entity: tuple[Entity, ...] = ()
