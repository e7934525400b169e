"""MedCom's VANSEnvelope 1.0.4 around a message: what the network between region and municipality reads."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree

from samspil.sandboxes.region.fhir import HOSPITAL, MUNICIPALITY, Resource, new_id
from samspil.vocabulary.copenhagen import COPENHAGEN

_NAMESPACE: Final = "urn:oio:medcom:vans-envelope:1.0.4"
_FAMILIES: Final = {
    "hospital-notification-message": ("FDIS20", "3.0.0"),
    "care-communication-message": ("FDIS91", "5.0"),
    "acknowledgement-message": ("FCTL", "2.0.0"),
}
"""Event → MedCom's name of the message, and its version."""


def enveloped(body: bytes, travels: bytes, kind: str) -> bytes:
    """``travels``, of this media type, in an envelope of its own; ``body`` is the same message in JSON."""
    resources = [one["resource"] for one in json.loads(body)["entry"]]
    header = resources[0]
    name, version = _FAMILIES[header["eventCoding"]["code"]]
    envelope = ElementTree.Element("VANSEnvelope", xmlns=_NAMESPACE)
    _add(envelope, "SenderID", HOSPITAL[1], {"EndPointType": "EAN"})
    _add(envelope, "ReceiverID", MUNICIPALITY[1], {"EndPointType": "EAN"})
    _add(envelope, "EnvelopeIdentifier", new_id())
    sent = datetime.now(UTC).astimezone(COPENHAGEN).replace(tzinfo=None)
    _add(envelope, "SentDateTime", sent.isoformat(timespec="seconds"))
    message = _add(envelope, "Message")
    about = _add(message, "MetaInformation")
    _add(about, "Identifier", header["id"])
    document = _add(about, "Document")
    _add(document, "Format", "HL7")
    _add(document, "Name", f"MCM:{name}#{_statistic(resources)}")
    _add(document, "Version", version)
    _add(document, "SizeInBytes", str(len(travels)))
    transport = _add(about, "Transport")
    _add(transport, "Type", "reliable")
    _add(transport, "TransformMessage", "false")
    _add(transport, "ServiceTag", kind, {"name": "MCM:MIME"})
    _add(message, "Data", b64encode(travels).decode())
    return bytes(ElementTree.tostring(envelope, encoding="UTF-8", xml_declaration=True))


def _statistic(resources: list[Resource]) -> str:
    """MedCom's statistical code of what the message tells."""
    by_kind = {one["resourceType"]: one for one in resources}
    if response := by_kind["MessageHeader"].get("response"):
        return str(response["code"])
    if said := by_kind.get("Communication"):
        return str(said["category"][0]["coding"][0]["code"])
    stay = by_kind["Encounter"]
    if stay["status"] in {"finished", "entered-in-error"}:
        return "EndHospitalStay"
    if stay["status"] == "onleave":
        return "OnLeave"
    if stay.get("extension"):
        return "EndOfLeave"
    return "AcuteAmbulant" if stay["class"]["code"] == "EMER" else "AdmissionInpatient"


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, attributes: Mapping[str, str] = {}
) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, dict(attributes))
    made.text = text
    return made
