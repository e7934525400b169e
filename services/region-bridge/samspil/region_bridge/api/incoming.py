"""A request's body as a message without its large files, or the refusal that tells what was sent wrongly."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from email.message import Message as Headers
from functools import lru_cache
from typing import Final, NamedTuple, Protocol, TypeVar

from fastapi import Request

from samspil.region_bridge.api.answer_form import form_asked
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.api.remedies import NOT_AN_ENVELOPE, NOT_FHIR, PACKING_UNKNOWN, TOO_MANY_AT_ONCE
from samspil.region_bridge.partner.medcom.cut import SMALL, Cutter
from samspil.region_bridge.partner.medcom.fhir import NO_FILES, File, Unreadable
from samspil.region_bridge.partner.medcom.forms import Form, form_of
from samspil.region_bridge.partner.medcom.packing import (
    PACKINGS,
    BadlyPacked,
    TooLarge,
    UnknownPacking,
    Unpacking,
)
from samspil.region_bridge.partner.medcom.vans import Envelope, Unwrapping
from samspil.web.body_limit import Room
from samspil.web.problem_types import MALFORMED_REQUEST, REQUEST_TOO_SLOW, ProblemType
from samspil.web.problems import Problem

XML: Final = "application/xml"
_ENVELOPES: Final = frozenset({XML, "text/xml"})
_UTF_8: Final = frozenset({"utf-8", "utf8"})
_SECONDS: Final = 120.0
"""For a large body, from when it is asked for."""


class Sent(NamedTuple):
    """A message as it came, without its large files, and these."""

    text: bytes
    files: Mapping[str, File]
    answer_form: Form
    envelope: str | None = None
    """The identifier of the envelope in which it came."""


class SentEnvelope(NamedTuple):
    """An envelope, and the message that lay in it; none in a receipt of the network's own."""

    envelope: Envelope
    sent: Sent | None


def rooms(max_attachment_bytes: int) -> Mapping[str, Room]:
    """How large the bodies at the doors of messages may be, as they are sent."""
    message = _in_base64(max_attachment_bytes) + SMALL
    return {
        "/fhir/$process-message": Room(message, _SECONDS),
        "/fhir/$process-envelope": Room(_in_base64(message) + SMALL, _SECONDS),
    }


def _in_base64(size: int) -> int:
    return -(-size // 3) * 4


MESSAGE_REFUSALS: Final = (
    *(NOT_FHIR, PACKING_UNKNOWN, BadlyPacked, TooLarge, Unreadable, TOO_MANY_AT_ONCE),
    *(MALFORMED_REQUEST, REQUEST_TOO_SLOW),
)
ENVELOPE_REFUSALS: Final = (NOT_AN_ENVELOPE, *(one for one in MESSAGE_REFUSALS if one is not NOT_FHIR))


async def sent_message(request: Request, door: RegionDoor, turn: AsyncExitStack) -> Sent:
    """The message; from its first large file on it has its turn until ``turn`` ends.

    Called by a route, behind its caller: of a stranger's request nothing is read.

    Raises ``Problem``, ``packing.BadlyPacked``, ``packing.TooLarge``, ``Unreadable``.
    """
    form = Form(_media_type(request, frozenset(Form), NOT_FHIR))
    asked = form_asked(request.headers.get("accept", ""), form)
    reader = await _received(request, door, Cutter(form, door.max_attachment_bytes), turn)
    text, files = reader.close()
    if form_of(text) is not form:
        raise Unreadable("not in the form that it is said to be in")
    return Sent(text, files, asked)


async def sent_envelope(request: Request, door: RegionDoor, turn: AsyncExitStack) -> SentEnvelope:
    """The envelope with its message, as ``sent_message`` does."""
    _media_type(request, _ENVELOPES, NOT_AN_ENVELOPE)
    reader = await _received(request, door, Unwrapping(door.max_attachment_bytes), turn)
    envelope = reader.close()
    if envelope.data is None:
        return SentEnvelope(envelope, None)
    text, files = envelope.data
    return SentEnvelope(envelope, Sent(text, files or NO_FILES, form_of(text), envelope.identifier))


def _media_type(request: Request, wanted: frozenset[str], otherwise: ProblemType) -> str:
    media_type, charset = _content_type(request.headers.get("content-type", ""))
    if media_type not in wanted or charset not in _UTF_8:
        raise Problem(otherwise)
    return media_type


@lru_cache(maxsize=64)
def _content_type(header: str) -> tuple[str, str]:
    """Media type and character set; nearly every request says the same."""
    told = Headers()
    told["content-type"] = header
    return told.get_content_type(), told.get_content_charset("utf-8")


class _Reader(Protocol):
    @property
    def is_large(self) -> bool: ...

    def feed(self, piece: bytes) -> None: ...


R = TypeVar("R", bound=_Reader)


async def _received(request: Request, door: RegionDoor, reader: R, turn: AsyncExitStack) -> R:
    """The reader when it has read the body."""
    packing = ", ".join(request.headers.getlist("content-encoding"))
    at_most = rooms(door.max_attachment_bytes)[request.scope["path"]].at_most
    try:
        unpacking = Unpacking(packing, at_most)
    except UnknownPacking:
        raise Problem(PACKING_UNKNOWN, headers={"accept-encoding": PACKINGS}) from None
    has_turn = False
    async for chunk in request.stream():
        for piece in unpacking.feed(chunk):
            reader.feed(piece)
            if reader.is_large and not has_turn:
                await turn.enter_async_context(door.turns.one())
                has_turn = True
    unpacking.close()
    return reader
