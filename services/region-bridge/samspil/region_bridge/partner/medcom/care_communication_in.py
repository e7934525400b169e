"""MedCom's CareCommunication 5.0 and 4.0 (korrespondancemeddelelse) as it comes in.

Refused is what cannot be placed in a thread, about somebody, from which nobody could answer; everything else
that is not as published is tolerated, and noted.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import ValidationError as Invalid

from samspil.contracts.message import Category, Urgency
from samspil.region_bridge.domain.hospital_message import File, HospitalMessage, Text
from samspil.region_bridge.domain.identifiers import is_as_published, uuid_in
from samspil.region_bridge.domain.thread import Correspondent
from samspil.region_bridge.domain.whose import Named
from samspil.region_bridge.partner.medcom.care_communication import EVENT as EVENT
from samspil.region_bridge.partner.medcom.codes import CATEGORY_CODES, SENDER_EXTENSION, Error
from samspil.region_bridge.partner.medcom.communication import (
    Communication,
    Encounter,
    Organization,
    Patient,
)
from samspil.region_bridge.partner.medcom.fhir import Message, MessageHeader, Reference
from samspil.region_bridge.partner.medcom.history import KINDS, earlier_steps, has_been, own_step
from samspil.region_bridge.partner.medcom.payloads import payloads_of
from samspil.region_bridge.partner.medcom.person import named_by_any
from samspil.region_bridge.partner.medcom.reading import Refused, Written, element_of
from samspil.region_bridge.partner.medcom.signed import addressee_at, line, party_at
from samspil.region_bridge.partner.medcom.tolerated import tolerated_in

_OLDER: Final = {"assessment": Category.HOME_CARE_ASSESSMENT}
"""Of 4.x; terminology 2.0 has kept it as a statistical code only, beside the one that it became."""

UNKNOWN_SENDER: Final = "Ukendt afsender"


def read(message: Message, header: MessageHeader, now: datetime) -> Written:
    """The message and whom it names. Raises ``Refused``."""
    try:
        communication = message.referred(Communication, header.focus[0] if header.focus else None)
        if communication is None:
            raise Refused(Error.DAMAGED, "MessageHeader.focus")
        who = _named(message, communication, now)
        written = _Reader(message, header, communication, now).message()
    except Invalid as wrong:
        raise Refused(Error.DATATYPE, element_of(wrong.title, wrong)) from None
    _require_plausible(written, now)
    return Written(who, written)


def _named(message: Message, communication: Communication, now: datetime) -> Named:
    if not message.every(Patient):
        raise Refused(Error.DAMAGED, "Communication.subject")
    who = named_by_any(message, communication.subject, now)
    if who is None:
        raise Refused(Error.DATATYPE, "Patient.identifier")
    return who


def _require_plausible(written: HospitalMessage, now: datetime) -> None:
    """Whatever stands in a message has been written by the time it comes."""
    if not has_been(written.sent_at, now):
        raise Refused(Error.DATATYPE, "Provenance.occurredDateTime")
    moments = (*(one.at for one in written.texts), *(one.at for one in written.files))
    if not all(has_been(at, now) for at in moments):
        raise Refused(Error.DATATYPE, "Communication.payload")


class _Reader:
    """One message while it is read; what is tolerated of it is noted on the way."""

    def __init__(
        self, message: Message, header: MessageHeader, communication: Communication, now: datetime
    ) -> None:
        self._message = message
        self._header = header
        self._communication = communication
        self._now = now
        self._tolerated = list(tolerated_in(message))

    def message(self) -> HospitalMessage:
        own = own_step(self._message)
        earlier, unread = earlier_steps(self._message, self._now)
        category = self._category()
        sender = self._message.referred(Organization, self._header.sender) if self._header.sender else None
        party = party_at(self._message, self._header.sender)
        from_whom = addressee_at(self._message, self._specific_sender())
        if party is None:
            self._tolerated.append("sender_incomplete")
        if self._communication.status != "unknown":
            self._tolerated.append("status")
        topic = line(self._communication.topic.text) if self._communication.topic else None
        if topic is None and category is Category.OTHER:
            self._tolerated.append("topic_missing")
        texts, files, tolerated = self._payloads(own.at)
        return HospitalMessage(
            message_id=self._message.id,
            kind=KINDS[own.activity],
            thread_id=self._thread(),
            category=category,
            urgency=self._urgency(category),
            topic=topic,
            texts=texts,
            files=files,
            sender=(sender and line(sender.name)) or (from_whom and from_whom.name) or UNKNOWN_SENDER,
            answer_to=Correspondent(party, from_whom, tuple(self._episodes())),
            recipient=addressee_at(self._message, next(iter(self._communication.recipient), None)),
            patient=self._patient(),
            steps=(own, *earlier),
            sent_at=own.at,
            tolerated=tuple(sorted({*self._tolerated, *tolerated, *unread})),
        )

    def _thread(self) -> UUID:
        values = [one.value for one in self._communication.identifier if one.value]
        if not values:
            raise Refused(Error.DAMAGED, "Communication.identifier")
        found = uuid_in(values[0])
        if found is None or len({uuid_in(value) for value in values}) > 1:
            raise Refused(Error.DATATYPE, "Communication.identifier.value")
        if not is_as_published(values[0]):
            self._tolerated.append("identifier_form")
        return found

    def _category(self) -> Category:
        codings = [one for category in self._communication.category for one in category.coding]
        if not codings:
            raise Refused(Error.DAMAGED, "Communication.category")
        for one in codings:
            if one.system != CATEGORY_CODES:
                continue
            if one.code in _OLDER:
                self._tolerated.append("category_of_4")
                return _OLDER[one.code]
            with suppress(ValueError):
                return Category(one.code or "")
        raise Refused(Error.NOT_IN_CODE_SYSTEM, "Communication.category.coding.code")

    def _urgency(self, category: Category) -> Urgency | None:
        told = self._communication.priority
        if told is None:
            return None
        if category is not Category.REGARDING_REFERRAL:
            self._tolerated.append("priority_elsewhere")
            return None
        try:
            return Urgency(told)
        except ValueError:
            raise Refused(Error.NOT_IN_VALUE_SET, "Communication.priority") from None

    def _payloads(self, sent_at: datetime) -> tuple[tuple[Text, ...], tuple[File, ...], tuple[str, ...]]:
        if not self._communication.payload:
            raise Refused(Error.DAMAGED, "Communication.payload")
        texts, files, tolerated = payloads_of(self._message, self._communication.payload, sent_at)
        return texts, files, tolerated if texts else (*tolerated, "no_text")

    def _specific_sender(self) -> Reference | None:
        told = (one.valueReference for one in self._communication.extension if one.url == SENDER_EXTENSION)
        return next(told, None)

    def _episodes(self) -> Iterator[tuple[str, str]]:
        if self._communication.encounter is None:
            return
        encounter = self._message.referred(Encounter, self._communication.encounter)
        for one in encounter.episodeOfCare if encounter else ():
            if one.identifier and one.identifier.value:
                yield one.identifier.system or "", one.identifier.value

    def _patient(self) -> str:
        found = self._message.all_referred(Patient, self._communication.subject)
        names = (line(name.whole) for one in found for name in one.name)
        return next(filter(None, names), "")
