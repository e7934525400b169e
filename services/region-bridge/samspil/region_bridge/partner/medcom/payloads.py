"""The texts and files of a CareCommunication, each with its identifier, its moment and who signed it."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from samspil.region_bridge.domain.hospital_message import File, Signed, Text
from samspil.region_bridge.domain.identifiers import identifier_in, is_as_published
from samspil.region_bridge.domain.thread import Party, note_of
from samspil.region_bridge.partner.medcom import fhir
from samspil.region_bridge.partner.medcom.codes import (
    CONTACT_EXTENSION,
    DATETIME_EXTENSION,
    IDENTIFIER_EXTENSION,
    PRACTITIONER_EXTENSION,
    Error,
)
from samspil.region_bridge.partner.medcom.communication import AttachedFile, Payload, PayloadExtension
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.file_types import is_called, media_type_of
from samspil.region_bridge.partner.medcom.reading import Refused
from samspil.region_bridge.partner.medcom.signed import line, party_at, signed_by
from samspil.vocabulary.plain_text import readable_words

UNTITLED = "Uden titel"
NOT_SENT = "Filen fulgte ikke med."
"""Told of a file that an answer repeats and that never came itself."""

_NOBODY = Signed(None, None, None)


def payloads_of(
    message: Message, payloads: tuple[Payload, ...], otherwise_at: datetime
) -> tuple[tuple[Text, ...], tuple[File, ...], tuple[str, ...]]:
    """Texts, files, and what was tolerated of them. Raises ``Refused``, and what ``message.referred`` does.

    ``otherwise_at`` is when something was written that does not tell it. Links, and files that an answer
    repeats without their bytes, are texts.
    """
    read = _Read(message, otherwise_at)
    for place, payload in enumerate(payloads):
        read.take(payload, f"Communication.payload[{place}]")
    return tuple(read.texts), tuple(read.files), tuple(read.tolerated)


class _Read:
    """What was read so far."""

    def __init__(self, message: Message, otherwise_at: datetime) -> None:
        self.texts: list[Text] = []
        self.files: list[File] = []
        self.tolerated: list[str] = []
        self._message = message
        self._otherwise_at = otherwise_at

    def take(self, payload: Payload, path: str) -> None:
        extensions = {one.url: one for one in payload.extension if one.url}
        own, by = self._identified(extensions, path)
        at = self._when(extensions)
        if payload.contentString is not None:
            words = readable_words(payload.contentString)
            if not words:
                raise Refused(Error.DATATYPE, f"{path}.contentString")
            self.texts.append(Text(own, at, words, self._signed(extensions), by))
        elif payload.contentAttachment is not None:
            self._attached(payload.contentAttachment, own, at, by, f"{path}.contentAttachment")
        else:
            raise Refused(Error.DAMAGED, f"{path}.content")

    def _identified(self, extensions: Mapping[str, PayloadExtension], path: str) -> tuple[UUID, Party | None]:
        """Without its identifier nobody can tell whether a text was told before."""
        told = extensions.get(IDENTIFIER_EXTENSION)
        identifier = told.valueIdentifier if told else None
        if identifier is None or not identifier.value:
            raise Refused(Error.DAMAGED, f"{path}.extension(identifier)")
        if not is_as_published(identifier.value):
            self.tolerated.append("identifier_form")
        own = identifier_in(identifier.value)
        taken = {one.id for one in self.texts} | {one.id for one in self.files}
        for number in range(len(taken) + 1):
            if own not in taken:
                break
            own = uuid5(own, str(number))
            self.tolerated.append("identifier_repeated")
        return own, party_at(self._message, identifier.assigner) if identifier.assigner else None

    def _when(self, extensions: Mapping[str, PayloadExtension]) -> datetime:
        told = extensions.get(DATETIME_EXTENSION)
        if told is None or told.valueDateTime is None:
            self.tolerated.append("date_missing")
            return self._otherwise_at
        return told.valueDateTime

    def _signed(self, extensions: Mapping[str, PayloadExtension]) -> Signed:
        author, contact = extensions.get(PRACTITIONER_EXTENSION), extensions.get(CONTACT_EXTENSION)
        signed = signed_by(
            self._message,
            author.valueReference if author else None,
            contact.valueContactPoint if contact else None,
        )
        if signed.name is None:
            self.tolerated.append("author_missing")
        if signed.phone is None:
            self.tolerated.append("phone_missing")
        return signed

    def _attached(self, file: AttachedFile, own: UUID, at: datetime, by: Party | None, path: str) -> None:
        title = line(file.title)
        if title is None:
            self.tolerated.append("title_missing")
        title = title or UNTITLED
        if file.data is not None:
            data = _bytes_of(self._message, file.data, path)
            # Read again, a file that was cut out is not there, and was looked at when it came.
            kind = media_type_of(data) if len(data) else file.contentType or ""
            if kind is None:
                raise Refused(Error.DATATYPE, f"{path}.data")
            if not is_called(file.contentType, kind):  # MedCom's own test messages call a JPEG a PNG
                self.tolerated.append("content_type_wrong")
            self.files.append(File(own, at, title, kind, data, by))
        elif file.url is not None:
            self.texts.append(Text(own, at, f"{title}: {line(file.url) or ''}", _NOBODY, by))
        else:
            self.texts.append(Text(note_of(own), at, f"{title}: {NOT_SENT}", _NOBODY, by))


def _bytes_of(message: Message, data: str, path: str) -> fhir.File:
    """What was cut out while it came in, or small enough to stay. Raises ``Refused``."""
    if data in message.files:
        return message.files[data]
    try:
        content = b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(Error.DATATYPE, f"{path}.data") from None
    if not content:
        raise Refused(Error.DATATYPE, f"{path}.data")
    return content
