"""What the region answers: MedCom's Acknowledgement 2.0."""

from datetime import datetime

from samspil.sandboxes.region.fhir import (
    REGION,
    SOCIAL,
    TERMINOLOGY,
    Resource,
    bundle,
    header,
    meta,
    new_id,
    provenance,
    reference,
)

OK, BUSY, REFUSED = "ok", "transient-error", "fatal-error"

_ERRORS = {BUSY: "MSG_Mailbox_Out_Of_Operation", REFUSED: "MSG_Receiver_Identifier_UNKNOWN"}


def acknowledgement(message_id: str, activity: str, code: str, now: datetime) -> bytes:
    """The answer to a message that told ``activity``."""
    own_id = new_id()
    response: Resource = {"identifier": message_id, "code": code}
    outcomes: list[Resource] = []
    if code != OK:
        coding = {"system": f"{TERMINOLOGY}/medcom-acknowledgement-error-codes", "code": _ERRORS[code]}
        outcomes.append(
            {
                "resourceType": "OperationOutcome",
                "id": new_id(),
                "meta": meta("acknowledgement", "medcom-acknowledgement-operationoutcome"),
                "issue": [{"severity": "error", "code": "processing", "details": {"coding": [coding]}}],
            }
        )
        response["details"] = reference(outcomes[0])
    head = header(
        own_id,
        meta("acknowledgement", "medcom-messaging-acknowledgementHeader"),
        "acknowledgement-message",
        {"response": response},
    )
    theirs = {**provenance(activity, message_id, now, None), "agent": [{"who": reference(SOCIAL)}]}
    own = provenance("acknowledgement", own_id, now, message_id)
    profile = meta("acknowledgement", "medcom-messaging-acknowledgement")
    return bundle(profile, now, [head, theirs, own, SOCIAL, REGION, *outcomes])
