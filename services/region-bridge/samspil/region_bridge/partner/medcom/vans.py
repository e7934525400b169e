"""MedCom's VANSEnvelope, in which messages travel over the VANS network.

Read are the fields that MedCom's guide documents, in whatever order and namespace; whatever else stands there
is let through. Written is all that the envelope's version 1.0.4 asks for, in its order.
"""

import base64
import re
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID
from xml.parsers import expat
from xml.sax.saxutils import escape

from samspil.region_bridge.partner.medcom.base64_stream import Base64, NotBase64
from samspil.region_bridge.partner.medcom.cut import SMALL, Cutter, Parted
from samspil.region_bridge.partner.medcom.fhir import NO_FILES, Unreadable
from samspil.region_bridge.partner.medcom.forms import Form
from samspil.region_bridge.partner.medcom.packing import TooLarge
from samspil.region_bridge.partner.medcom.xml_in import no_doctype
from samspil.telemetry.redact import mask
from samspil.vocabulary.copenhagen import COPENHAGEN

NAMESPACE: Final = "urn:oio:medcom:vans-envelope:1.0.4"
MIME_TAG: Final = "MCM:MIME"
HOSPITAL_NOTIFICATION: Final = "MCM:FDIS20"
CARE_COMMUNICATION: Final = "MCM:FDIS91"
ACKNOWLEDGEMENT: Final = "MCM:FCTL"
VERSIONS: Final = {HOSPITAL_NOTIFICATION: "3.0.0", CARE_COMMUNICATION: "5.0", ACKNOWLEDGEMENT: "2.0.0"}
"""By the number of a standard in MedCom's catalogue."""

_MAX_DEPTH: Final = 20
_MAX_ELEMENTS: Final = 1_000
_IDENTIFIER: Final = re.compile(r"[\w.:/+{}=-]{1,256}", re.ASCII)
_DATA: Final = re.compile(rb"<(?:[\w.-]{1,40}:)?Data(?:\s[^<>]{0,400})?(?<!/)>")
_LOOK_BACK: Final = 512

_FIELDS: Final = {
    "VANSEnvelope/SenderID": "sender",
    "VANSEnvelope/EnvelopeIdentifier": "identifier",
    "VANSEnvelope/Message/MetaInformation/Identifier": "message_identifier",
    "VANSEnvelope/Message/MetaInformation/Document/Name": "name",
    "VANSEnvelope/Message/MetaInformation/Document/Version": "version",
    "VANSEnvelope/Message/Data": "data",
    "VANSEnvelope/Receipt": "receipt",
}


class Envelope(NamedTuple):
    """What stands on an envelope, and what lies in it."""

    identifier: str
    """New for each transmission."""
    message_identifier: str | None
    """Of the message as the network knows it: the same in a resend."""
    name: str | None
    """``MCM:FDIS20#AdmissionInpatient``: the standard, and under which code it is counted."""
    version: str | None
    mime: str | None
    """Of the message: one of ``Form``, or what nobody sends."""
    sender: str | None
    """By the thirteen digits of its mailbox."""
    data: Parted | None
    """The message; None of a receipt of the network's own, which is not answered."""


class Address(NamedTuple):
    """Who sends to whom."""

    sender_gln: str
    receiver_gln: str


class Unwrapping:
    """Opens an envelope while it comes in; neither it nor its message ever lies in memory whole."""

    def __init__(self, files_at_most: int) -> None:
        self._message = Cutter(None, files_at_most)
        self._around = bytearray()
        self._looked = 0
        self._base64: Base64 | None = None
        self._is_read = False

    @property
    def is_large(self) -> bool:
        """Whether the message holds a large file."""
        return self._message.is_large

    def feed(self, piece: bytes) -> None:
        """Raises ``TooLarge``, ``Unreadable``."""
        if self._base64 is None:
            piece = self._look(piece)
        if self._base64 is not None:
            self._within(piece, self._base64)
        if len(self._around) > SMALL:
            raise TooLarge

    def close(self) -> Envelope:
        """Raises ``Unreadable``."""
        return _envelope(bytes(self._around), self._message.close() if self._is_read else None)

    def _look(self, piece: bytes) -> bytes:
        """Take the piece up to where the message begins."""
        self._around += piece
        found = None if self._is_read else _DATA.search(self._around, self._looked)
        self._looked = max(0, len(self._around) - _LOOK_BACK)
        if found is None:
            return b""
        self._base64 = Base64()
        rest = bytes(memoryview(self._around)[found.end() :])
        del self._around[found.end() :]
        return rest

    def _within(self, piece: bytes, signs: Base64) -> None:
        inner, end, rest = piece.partition(b"<")
        try:
            self._message.feed(signs.feed(inner))
            if end:
                signs.close()
        except NotBase64:
            raise Unreadable("the message in the envelope is no base64") from None
        if end:
            self._around += end + rest
            self._base64, self._is_read = None, True


def read_envelope(raw: bytes) -> Envelope:
    """An envelope that is here whole, with the files of its message in place. Raises ``Unreadable``."""
    return _envelope(raw, None)


def write_envelope(
    data: bytes,
    form: Form,
    *,
    identifier: UUID,
    message_identifier: UUID,
    name: str,
    address: Address,
    sent_at: datetime,
) -> bytes:
    """The envelope around a message; ``name`` is one of ``VERSIONS`` with its code, ``MCM:FCTL#ok``.

    Written again with the same values it is the same bytes.
    """
    sent = sent_at.astimezone(COPENHAGEN).strftime("%Y-%m-%dT%H:%M:%S")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><VANSEnvelope xmlns="{NAMESPACE}">'
        f'<SenderID EndPointType="EAN">{escape(address.sender_gln)}</SenderID>'
        f'<ReceiverID EndPointType="EAN">{escape(address.receiver_gln)}</ReceiverID>'
        f"<EnvelopeIdentifier>{identifier}</EnvelopeIdentifier><SentDateTime>{sent}</SentDateTime>"
        f"<Message><MetaInformation><Identifier>{message_identifier}</Identifier>"
        f"<Document><Format>HL7</Format><Name>{escape(name)}</Name>"
        f"<Version>{VERSIONS[name.partition('#')[0]]}</Version><SizeInBytes>{len(data)}</SizeInBytes></Document>"
        "<Transport><Type>reliable</Type><TransformMessage>false</TransformMessage>"
        f'<ServiceTag name="{MIME_TAG}">{form}</ServiceTag></Transport></MetaInformation>'
        f"<Data>{base64.b64encode(data).decode()}</Data></Message></VANSEnvelope>"
    ).encode()


def counted_as(standard: str, code: str) -> str:
    """The envelope's name: the standard, and the code under which the network counts the message."""
    return f"{standard}#{code}"


def _envelope(raw: bytes, data: Parted | None) -> Envelope:
    found = _Reader().read(raw)
    identifier = found.get("identifier", "")
    if not _IDENTIFIER.fullmatch(identifier) or mask(identifier) != identifier:
        raise Unreadable("no VANSEnvelope with an identifier")
    if data is None and "receipt" not in found:
        data = Parted(_decoded(found.get("data", "")), NO_FILES)
    return Envelope(
        identifier,
        found.get("message_identifier"),
        found.get("name"),
        found.get("version"),
        found.get("mime"),
        found.get("sender"),
        data,
    )


def _decoded(text: str) -> bytes:
    signs = Base64()
    try:
        data = signs.feed(text.encode())
        signs.close()
    except NotBase64:
        raise Unreadable("the message in the envelope is no base64") from None
    return data


class _Reader:
    """The documented fields of an envelope, wherever they stand; of one that stands twice nothing is read."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._path: list[str] = []
        self._text: list[str] = []
        self._tag = ""
        self._count = 0

    def read(self, raw: bytes) -> dict[str, str]:
        """Raises ``Unreadable``."""
        parser = expat.ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = no_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(raw, True)
        except (expat.ExpatError, ValueError):
            raise Unreadable("no VANSEnvelope") from None
        return self._found

    def _start(self, told: str, attributes: dict[str, str]) -> None:
        self._path.append(told.rpartition(" ")[2])
        self._text.clear()
        self._tag = attributes.get("name", "")
        self._count += 1
        if len(self._path) > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise ValueError("too deep or too much")

    def _end(self, _told: str) -> None:
        field = _FIELDS.get("/".join(self._path))
        if self._path[-1] == "ServiceTag" and self._tag == MIME_TAG:
            field = "mime"
        if field is not None and field in self._found:
            raise ValueError("a field stands twice")
        if field is not None:
            self._found[field] = "".join(self._text).strip()
        self._path.pop()
        self._text.clear()
