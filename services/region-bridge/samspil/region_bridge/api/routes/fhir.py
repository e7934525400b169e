"""``/fhir``: the region's messages come in and are answered by MedCom's rules of reliable messaging."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from samspil.region_bridge.api.answer_form import form_asked
from samspil.region_bridge.api.capabilities import CAPABILITIES
from samspil.region_bridge.api.doors import Door, RegionDoor, RegionSystem
from samspil.region_bridge.api.incoming import MESSAGE_REFUSALS, Sent, sent_message
from samspil.region_bridge.api.intake import New
from samspil.region_bridge.api.operation_outcome import FhirResponse
from samspil.region_bridge.api.shown import ANSWERED, CAPABLE, MESSAGE
from samspil.region_bridge.api.take_message import take_message
from samspil.region_bridge.domain.whose import Unclear, whose
from samspil.region_bridge.handlers.hold_message import may_hold
from samspil.region_bridge.handlers.receive_acknowledgement import receive_acknowledgement
from samspil.region_bridge.handlers.receive_notice import receive_notice
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.families import told_by
from samspil.region_bridge.partner.medcom.fhir import Message, Unreadable
from samspil.region_bridge.partner.medcom.reading import About, Refused, Written
from samspil.region_bridge.partner.medcom.receipt import Receipt, acknowledges, is_acknowledgement, receipt_of
from samspil.region_bridge.storage.envelopes import claim_envelope
from samspil.region_bridge.storage.held import hold
from samspil.region_bridge.storage.inbox import BundleIdReused, earlier_answer
from samspil.region_bridge.storage.queries import citizen_of_delivery
from samspil.region_bridge.storage.unplaced_answers import end_answer
from samspil.rulebook.organisations import ReceiverType
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.refusals import refuses

router = APIRouter(prefix="/fhir", tags=["fhir"])


@router.post(
    "/$process-message",
    response_class=FhirResponse,
    responses={
        200: ANSWERED,
        202: {"description": "Taken, by a receiver of type C."},
        204: {"description": "An Acknowledgement was taken."},
    },
    openapi_extra={"requestBody": MESSAGE},
)
@refuses(*MESSAGE_REFUSALS, BundleIdReused)
async def process_message(caller: RegionSystem, request: Request, door: Door) -> Response:
    """Take a MedCom message in; the answer is a MedCom Acknowledgement, and leaves when all is kept.

    Whoever it is about, known here or not, or whom nobody can say, the answer is the same.
    As receiver of type C we answer 202 instead, and another system acknowledges.
    An Acknowledgement is taken with 204: it is never acknowledged.
    """
    async with AsyncExitStack() as turn:
        sent = await sent_message(request, door, turn)
        return answered(door, sent, await process(door, sent))


@router.get("/metadata", response_class=FhirResponse, responses={200: CAPABLE})
async def read_capabilities(request: Request) -> Response:
    """The CapabilityStatement."""
    return FhirResponse(CAPABILITIES, form_asked(request.headers.get("accept", "")))


async def process(door: RegionDoor, sent: Sent) -> bytes | None:
    """The answer to a message, however it came, in JSON; None: it is never answered.

    Raises ``Unreadable``, ``BundleIdReused``, ``EnvelopeReused``.
    """
    try:
        message = Message.read(sent.text, sent.files)
    except Unreadable:
        if is_acknowledgement(sent.text):  # and says nothing of anything of ours
            return None
        raise
    if acknowledges(message):
        await _end(door, receipt_of(message))
        return None
    if sent.envelope is not None:
        await claim_envelope(door.store.pool, sent.envelope, message.bundle_id, message.id)
    try:
        about = told_by(message, door.us, datetime.now(UTC))
    except Refused as refused:
        return await _take(door, message, refused)
    if isinstance(about, Written):
        return await take_message(door, message, about)
    known = await door.known_by(about.named)
    match whose(about.named, known):
        case None:
            return await _take(door, message)
        case Unclear() as why:
            return await _hold(door, message, why, {*known.values()})
        case citizen:
            return await _receive(door, message, citizen, about)


async def _end(door: RegionDoor, receipt: Receipt | None) -> None:
    """Take an acknowledgement in; one that says nothing of anything of ours changes nothing."""
    if receipt is None:
        return
    citizen = await citizen_of_delivery(door.store.pool, receipt.about)
    if citizen is None:
        await end_answer(door.store.pool, receipt.about, receipt.outcome)
    else:
        async with door.store.transaction([citizen]) as tx:
            receive_acknowledgement(tx, receipt.about, receipt.outcome)


async def _take(door: RegionDoor, message: Message, refused: Refused | None = None) -> bytes:
    """Answer a message of which nothing is kept but its ids and the answer."""
    return await door.intake.take(New(message, _answer(door, message, refused)))


def _answer(
    door: RegionDoor, message: Message, refused: Refused | None = None
) -> Callable[[datetime], bytes]:
    why = (refused.error, refused.element) if refused else ()
    return lambda now: acknowledgement(message, door.us, door.region, now, *why)


async def _hold(door: RegionDoor, message: Message, why: Unclear, citizens: set[CitizenId]) -> bytes:
    """Answer a message that may be about any of these, and keep it under none of them."""
    sealed = await door.keyring.seal_held("message", message.text)
    async with door.store.transaction(citizens) as tx:
        answer = acknowledgement(message, door.us, door.region, tx.now)
        earlier = await earlier_answer(tx.connection, message.bundle_id, message.id, answer, tx.now)
        if earlier is None and may_hold(tx):
            await hold(tx.connection, message.id, sealed, why, tx.now)
    return earlier or answer


async def _receive(door: RegionDoor, message: Message, citizen: CitizenId, about: About) -> bytes:
    """Answer a notice about somebody who is known here, and receive it."""
    try:
        sealed = await door.keyring.seal(citizen, "message", message.text)
        notice = replace(about.notice, report_to=await door.sealed(citizen, "unit", about.report_to))
    except (UnknownCitizen, KeyDestroyed):  # erased in this very moment
        return await _take(door, message)
    by_replacement = about.named.by_replacement
    return await door.intake.take(
        New(
            message,
            _answer(door, message),
            citizen,
            lambda tx: receive_notice(tx, citizen, notice, sealed, by_replacement=by_replacement),
        )
    )


def answered(door: RegionDoor, sent: Sent, answer: bytes | None) -> Response:
    """With the acknowledgement; where another system gives it, only that all is kept."""
    if answer is None:
        return Response(status_code=204)
    if door.receiver_type is ReceiverType.C:
        return Response(status_code=202)
    return FhirResponse(answer, sent.answer_form)
