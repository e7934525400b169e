"""MedCom's Acknowledgement 2.0 (kvittering): the answer to a message, the same bytes whenever it is asked."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from pydantic import ValidationError as Invalid

from samspil.region_bridge.partner.medcom.bundle import (
    Resource,
    header,
    message_bundle,
    organization,
    part_id,
    provenance,
    reference,
)
from samspil.region_bridge.partner.medcom.codes import ERROR_CODES, Error, profile
from samspil.region_bridge.partner.medcom.families import activity_of
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.organisation import Organisation, sender_of

_PROVENANCE = profile("messaging", "medcom-messaging-provenance")


class Code(StrEnum):
    """What becomes of a message."""

    OK = "ok"
    TRANSIENT_ERROR = "transient-error"
    """It may be sent again."""
    FATAL_ERROR = "fatal-error"


def acknowledgement(
    message: Message,
    us: Organisation,
    region: Organisation,
    now: datetime,
    error: Error | None = None,
    element: str | None = None,
) -> bytes:
    """The answer to ``message``, from us to its sender; to ``region`` where it does not tell its sender.

    ``element`` is where in the message the error is.
    Nothing of the patient is in it: the answer to a stranger's message is kept like any other.
    """
    own_id = part_id(message.id, "acknowledgement")
    sender = _sender(message, region)
    ours = organization(us, part_id(own_id, "sender"))
    theirs = organization(sender, part_id(own_id, "receiver"))
    outcome = _outcome(own_id, error, element) if error else None
    response: Resource = {"identifier": message.id, "code": _code(error)}
    if outcome is not None:
        response["details"] = reference(outcome)
    head = header(
        own_id,
        profile("acknowledgement", "medcom-messaging-acknowledgementHeader"),
        "acknowledgement-message",
        sender=(us, ours),
        receiver=(sender, theirs),
        more={"response": response},
    )
    own = provenance(
        part_id(own_id, "provenance"),
        _PROVENANCE,
        "acknowledgement",
        target=own_id,
        occurred=now,
        who=ours,
        entity=[{"role": "revision", "what": {"reference": f"MessageHeader/{message.id}"}}],
    )
    return message_bundle(
        part_id(own_id, "bundle"),
        profile("acknowledgement", "medcom-messaging-acknowledgement"),
        now,
        [
            head,
            *_theirs(message, own_id, theirs),
            own,
            ours,
            theirs,
            *([outcome] if outcome else ()),
        ],
    )


def _code(error: Error | None) -> Code:
    if error is None:
        return Code.OK
    return Code.TRANSIENT_ERROR if error is Error.OUT_OF_OPERATION else Code.FATAL_ERROR


def _sender(message: Message, region: Organisation) -> Organisation:
    try:
        return sender_of(message, message.header(), region)
    except Invalid:
        return region


def _theirs(message: Message, own_id: str, who: Resource) -> Iterator[Resource]:
    """The received message's own Provenance, written anew; of an unreadable one there is none."""
    try:
        received = message.about_this()
        activity = activity_of(received) if received else None
    except Invalid:
        return
    occurred = received and (received.occurredDateTime or received.recorded)
    if activity and occurred:
        yield provenance(
            part_id(own_id, "received"),
            _PROVENANCE,
            activity,
            target=message.id,
            occurred=occurred,
            who=who,
        )


def _outcome(own_id: str, error: Error, element: str | None) -> Resource:
    where: Resource = {"diagnostics": element, "expression": [element]} if element else {}
    return {
        "resourceType": "OperationOutcome",
        "id": part_id(own_id, "outcome"),
        "meta": profile("acknowledgement", "medcom-acknowledgement-operationoutcome"),
        "issue": [
            {
                "severity": "error",
                "code": "invalid",
                "details": {"coding": [{"system": ERROR_CODES, "code": error}]},
                **where,
            }
        ],
    }
