"""The families of messages that come in: whom a message is for, and who reads it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from pydantic import ValidationError as Invalid

from samspil.region_bridge.partner.medcom import care_communication_in, hospital_notification
from samspil.region_bridge.partner.medcom.codes import EVENT_CODES, Error
from samspil.region_bridge.partner.medcom.fhir import Message, MessageHeader, Provenance, activities_in
from samspil.region_bridge.partner.medcom.history import KINDS
from samspil.region_bridge.partner.medcom.organisation import Organisation, is_for
from samspil.region_bridge.partner.medcom.reading import About, Refused, Written, element_of


class Family(NamedTuple):
    """How messages of one family are read, and which activities they tell of."""

    read: Callable[[Message, MessageHeader, datetime], About | Written]
    activities: frozenset[str]


FAMILIES: Final[Mapping[str, Family]] = {
    hospital_notification.EVENT: Family(hospital_notification.read, hospital_notification.ACTIVITIES),
    care_communication_in.EVENT: Family(care_communication_in.read, frozenset(KINDS)),
}
"""By event code."""

_ACTIVITIES: Final = frozenset[str]().union(*(family.activities for family in FAMILIES.values()))


def told_by(message: Message, us: Organisation, now: datetime) -> About | Written:
    """The second reading. Raises ``Refused``."""
    try:
        header = message.header()
        event = header.eventCoding
        family = FAMILIES.get(event.code or "") if event and event.system == EVENT_CODES else None
        if family is None:
            raise Refused(Error.MESSAGE_TYPE, "MessageHeader.event")
        if not header.destination:
            raise Refused(Error.RECEIVER_MISSING, "MessageHeader.destination")
        if not any(is_for(message, destination, us) for destination in header.destination):
            raise Refused(Error.RECEIVER_UNKNOWN, "MessageHeader.destination.receiver")
    except Invalid as wrong:
        raise Refused(Error.DATATYPE, element_of("MessageHeader", wrong)) from None
    return family.read(message, header, now)


def activity_of(provenance: Provenance) -> str | None:
    """Which of the activities of any family it tells of."""
    return next((code for code in activities_in(provenance) if code in _ACTIVITIES), None)
