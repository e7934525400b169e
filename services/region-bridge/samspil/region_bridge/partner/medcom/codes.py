"""Names of MedCom's and HL7's systems, profiles and codes, as published."""

from enum import StrEnum
from typing import Final

IG: Final = "http://medcomfhir.dk/ig"
TERMINOLOGY: Final = f"{IG}/terminology/CodeSystem"

EVENT_CODES: Final = f"{TERMINOLOGY}/medcom-messaging-eventCodes"
ACTIVITY_CODES: Final = f"{TERMINOLOGY}/medcom-messaging-activityCodes"
DESTINATION_USE: Final = f"{TERMINOLOGY}/medcom-messaging-destinationUse"
ERROR_CODES: Final = f"{TERMINOLOGY}/medcom-acknowledgement-error-codes"
CATEGORY_CODES: Final = f"{TERMINOLOGY}/medcom-careCommunication-categoryCodes"

CPR: Final = "urn:oid:1.2.208.176.1.2"
NATIONAL_REPLACEMENT: Final = "urn:oid:1.2.208.176.1.6.1.1"
REGIONAL_REPLACEMENT: Final = "urn:oid:1.2.208.176.1.6.1.3"
SOR: Final = "urn:oid:1.2.208.176.1.1"
GLN: Final = "https://www.gs1.org/gln"
LPR3: Final = "https://www.esundhed.dk/Registre/Landspatientregisteret"
ENDPOINT: Final = "https://sor2.sum.dsdn.dk/#id="

# The misspelling is part of the published address.
LEAVE_PERIOD: Final = (
    f"{IG}/hospitalnotification/StructureDefinition/medcom-hospitalnotifiation-leave-period-extension"
)
REPORT_OF_ADMISSION: Final = (
    f"{IG}/hospitalnotification/StructureDefinition/medcom-messaging-reportOfAdmissionExtension"
)
REPORT_RECIPIENT: Final = (
    f"{IG}/hospitalnotification/StructureDefinition/medcom-messaging-reportOfAdmissionRecipientExtension"
)
_CORE: Final = f"{IG}/core/StructureDefinition"
SENDER_EXTENSION: Final = f"{_CORE}/medcom-core-sender-extension"
DATETIME_EXTENSION: Final = f"{_CORE}/medcom-core-datetime-extension"
IDENTIFIER_EXTENSION: Final = f"{_CORE}/medcom-core-identifier-extension"
PRACTITIONER_EXTENSION: Final = f"{_CORE}/medcom-core-practitioner-extension"
CONTACT_EXTENSION: Final = f"{_CORE}/medcom-core-contact-extension"
DESTINATION_USE_EXTENSION: Final = (
    f"{IG}/messaging/StructureDefinition/medcom-messaging-destinationUseExtension"
)


class Error(StrEnum):
    """Why a message is not accepted (medcom-acknowledgement-error-codes; spelling as published)."""

    RECEIVER_UNKNOWN = "MSG_Receiver_Identifier_UNKNOWN"
    RECEIVER_MISSING = "MSG_Receiver_Identifier_MISSING"
    MESSAGE_TYPE = "MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE"
    NOT_IN_VALUE_SET = "MSG_VALUESET_VALUE_UNKNOWN"
    NOT_IN_CODE_SYSTEM = "MSG_CodeSystem_VALUE_UNKNOWN"
    DATATYPE = "MSG_Datatype_Wrong"
    OUT_OF_OPERATION = "MSG_Mailbox_Out_Of_Operation"
    """The only one that passes: the message may be sent again."""
    DAMAGED = "MSG_Damaged_durin_transport"


def profile(guide: str, name: str) -> dict[str, list[str]]:
    """``meta`` that names the profile a resource is written to."""
    return {"profile": [f"{IG}/{guide}/StructureDefinition/{name}"]}
