"""One text or file of a CareCommunication, and who signed it, as they are written."""

from typing import Any

from samspil.region_bridge.partner.medcom.bundle import Resource, reference
from samspil.region_bridge.partner.medcom.codes import (
    CONTACT_EXTENSION,
    DATETIME_EXTENSION,
    IDENTIFIER_EXTENSION,
    PRACTITIONER_EXTENSION,
    profile,
)
from samspil.region_bridge.partner.medcom.fhir import at
from samspil.region_bridge.partner.medcom.letter import Author, Spoken


def payload(one: Spoken, by: Resource, role: Resource | None) -> dict[str, Any]:
    """The text or the file, identified by ``by`` and signed in a role."""
    extensions: list[dict[str, Any]] = [
        {"url": DATETIME_EXTENSION, "valueDateTime": at(one.at)},
        {
            "url": IDENTIFIER_EXTENSION,
            "valueIdentifier": {"value": one.id.urn, "assigner": reference(by)},
        },
    ]
    if role is not None and one.author is not None:
        extensions += [
            {"url": PRACTITIONER_EXTENSION, "valueReference": reference(role)},
            {
                "url": CONTACT_EXTENSION,
                "valueContactPoint": {"system": "phone", "value": one.author.phone},
            },
        ]
    if one.text is not None:
        return {"extension": extensions, "contentString": one.text}
    # Whoever gets it had the file with the message that brought it.
    file = {"contentType": one.media_type, "title": one.title}
    return {"extension": extensions, "contentAttachment": file}


def practitioner(signer: Author, role_id: str, person_id: str) -> tuple[Resource, Resource]:
    """A role, and whose it is."""
    *given, family = signer.name.split() if signer.is_person else [signer.name]
    name: dict[str, Any] = {"text": signer.name, "family": family}
    if given:
        name["given"] = given
    person: Resource = {
        "resourceType": "Practitioner",
        "id": person_id,
        "meta": profile("core", "medcom-core-practitioner"),
        "name": [name],
    }
    role: Resource = {
        "resourceType": "PractitionerRole",
        "id": role_id,
        "meta": profile("core", "medcom-core-practitionerrole"),
        "practitioner": reference(person),
    }
    if signer.role:
        role["code"] = [{"text": signer.role}]
    return role, person
