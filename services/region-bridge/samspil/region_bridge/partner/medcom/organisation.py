"""Organisations as MedCom messages name them: by SOR and GLN number, both."""

import re
from dataclasses import dataclass

from samspil.region_bridge.partner.medcom.codes import ENDPOINT, GLN, SOR
from samspil.region_bridge.partner.medcom.fhir import (
    Destination,
    Message,
    MessageHeader,
    Organization,
    Reference,
)

_ENDPOINT = re.compile(r".*#id=([0-9]{6,18})")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One party of an exchange."""

    sor: str
    """Of the health service's register of organisations."""
    gln: str
    """The thirteen digits of its mailbox, also called EAN."""

    @property
    def endpoint(self) -> str:
        """Where it is, in MedCom's way of saying it."""
        return f"{ENDPOINT}{self.sor}"


def organisation_at(message: Message, reference: Reference | None) -> Organisation | None:
    """The organisation referred to; None unless both of its numbers stand there and look like ones."""
    found = message.referred(Organization, reference) if reference else None
    if found is None:
        return None
    numbers = {one.system: one.value or "" for one in found.identifier}
    sor, gln = numbers.get(SOR, ""), numbers.get(GLN, "")
    if not re.fullmatch("[0-9]{6,18}", sor) or not re.fullmatch("[0-9]{13}", gln):
        return None
    return Organisation(sor, gln)


def sender_of(message: Message, header: MessageHeader, otherwise: Organisation) -> Organisation:
    """Whom the answer is for."""
    return organisation_at(message, header.sender) or otherwise


def is_for(message: Message, destination: Destination, us: Organisation) -> bool:
    """Whether the destination is ours, by its endpoint or by its organisation's numbers."""
    endpoint = _ENDPOINT.fullmatch(destination.endpoint or "")
    if endpoint is not None and endpoint[1] == us.sor:
        return True
    receiver = organisation_at(message, destination.receiver)
    return receiver is not None and (receiver.sor == us.sor or receiver.gln == us.gln)
