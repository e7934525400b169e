"""What a message tells of itself and of those before it in its thread (Provenance)."""

from datetime import datetime
from typing import Final

from samspil.contracts.hospital_messages import MessageKind
from samspil.region_bridge.domain.hospital_message import ToldStep
from samspil.region_bridge.domain.identifiers import identifier_in
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.communication import Provenance
from samspil.region_bridge.partner.medcom.fhir import Message, activities_in, message_id_in
from samspil.region_bridge.partner.medcom.reading import Refused
from samspil.region_bridge.partner.medcom.signed import party_at
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.plausible import Meaning, is_plausible

KINDS: Final = {
    "new-message": MessageKind.NEW,
    "reply-message": MessageKind.REPLY,
    "forward-message": MessageKind.FORWARD,
}
"""Activity → how a message stands to those before it; 5.0 and 4.0 know no others."""


def own_step(message: Message) -> ToldStep:
    """The message itself. Raises ``Refused``, and pydantic's ``ValidationError``."""
    provenance = message.own_step(Provenance)
    if provenance is None:
        raise Refused(Error.DAMAGED, "Provenance.target")
    codes = activities_in(provenance)
    if not codes:
        raise Refused(Error.DAMAGED, "Provenance.activity")
    if KINDS.keys().isdisjoint(codes):
        raise Refused(Error.NOT_IN_VALUE_SET, "Provenance.activity")
    step = _step(message, provenance, message.id)
    if step is None:
        raise Refused(Error.DAMAGED, "Provenance.occurredDateTime")
    return step


def earlier_steps(message: Message, now: datetime) -> tuple[tuple[ToldStep, ...], tuple[str, ...]]:
    """The messages before it, and what was tolerated: one of which too little can be read is left out."""
    told: dict[str, ToldStep] = {}
    read = message.readable(Provenance)
    for provenance in read:
        target = next((id_ for one in provenance.target if (id_ := message_id_in(one.reference))), None)
        step = _step(message, provenance, target) if target else None
        if step and step.message_id != message.id and has_been(step.at, now):
            told.setdefault(step.message_id, step)
    others = sum(one.resource.get("resourceType") == "Provenance" for one in message.entries) - 1
    return tuple(told.values()), () if len(told) >= others else ("history_unreadable",)


def has_been(at: datetime, now: datetime) -> bool:
    """Whether it can be when something was written."""
    return is_plausible(danish_day(at), Meaning.HAPPENED, danish_day(now))


def _step(message: Message, provenance: Provenance, message_id: str) -> ToldStep | None:
    activity = next((code for code in activities_in(provenance) if code in KINDS), None)
    at = provenance.occurredDateTime or provenance.recorded
    if activity is None or at is None:
        return None
    entities = [(one.role, one.what) for one in provenance.entity if one.what]
    sources = (what.identifier for role, what in entities if role == "source")
    before = (message_id_in(what.reference) for role, what in entities if role == "revision")
    return ToldStep(
        message_id=message_id,
        activity=activity,
        at=at,
        by=party_at(message, provenance.agent[0].who) if provenance.agent else None,
        brings=tuple(identifier_in(one.value) for one in sources if one and one.value),
        after=next(filter(None, before), None),
    )
