"""A notice that was taken in before, read again from the message that was kept."""

from datetime import datetime

from samspil.region_bridge.partner.medcom import hospital_notification
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.loosely import names_in
from samspil.region_bridge.partner.medcom.reading import About


def read_again(text: str, now: datetime) -> About:
    """What it says; it was read when it came, so that nothing is refused now."""
    message = Message.read(text.encode())
    return hospital_notification.read(message, message.header(), now)


def names_again(text: str) -> tuple[str, ...]:
    """How its patients are called."""
    return names_in(Message.read(text.encode()))
