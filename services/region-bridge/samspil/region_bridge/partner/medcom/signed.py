"""Who stands behind a text, a message or a number in it: people by their role, teams, and organisations."""

from samspil.region_bridge.domain.hospital_message import Signed
from samspil.region_bridge.domain.thread import Addressee, Party
from samspil.region_bridge.partner.medcom.communication import (
    CareTeam,
    ContactPoint,
    Practitioner,
    PractitionerRole,
)
from samspil.region_bridge.partner.medcom.fhir import Message, Reference
from samspil.region_bridge.partner.medcom.organisation import organisation_at
from samspil.vocabulary.plain_text import readable


def line(text: str | None) -> str | None:
    """One line of what stands there, None where nothing of it can be read."""
    return readable(text or "", "") or None


def signed_by(message: Message, author: Reference | None, contact: ContactPoint | None) -> Signed:
    """Name, role and phone, as far as they are told."""
    phone = line(contact.value) if contact else None
    who = _person(message, author) if author else None
    return Signed(who.name if who else None, who.role if who else None, phone)


def addressee_at(message: Message, reference: Reference | None) -> Addressee | None:
    """The person by role, or the team, that the reference leads to."""
    if reference is None:
        return None
    team = message.referred(CareTeam, reference)
    return Addressee("CareTeam", line(team.name)) if team else _person(message, reference)


def _person(message: Message, reference: Reference) -> Addressee | None:
    role = message.referred(PractitionerRole, reference)
    if role is None:
        return None
    who = message.referred(Practitioner, role.practitioner) if role.practitioner else None
    names = (line(name.whole) for name in who.name) if who else iter(())
    told = (line(one.text) or next((line(c.code) for c in one.coding if c.code), None) for one in role.code)
    return Addressee("PractitionerRole", next(filter(None, names), None), next(filter(None, told), None))


def party_at(message: Message, reference: Reference | None) -> Party | None:
    """The organisation's numbers; None unless both can be read."""
    found = organisation_at(message, reference)
    return Party(found.sor, found.gln) if found else None
