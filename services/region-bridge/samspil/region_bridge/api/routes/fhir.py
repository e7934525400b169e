"""``/fhir``: the region's messages come in and are answered by MedCom's rules of reliable messaging."""

from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, Response

from samspil.region_bridge.api.capabilities import CAPABILITIES
from samspil.region_bridge.api.doors import Door, RegionDoor, RegionSystem
from samspil.region_bridge.api.incoming import FhirJson
from samspil.region_bridge.api.operation_outcome import FhirResponse
from samspil.region_bridge.api.shown import ANSWERED, CAPABLE, MESSAGE
from samspil.region_bridge.domain.whose import Unclear, whose
from samspil.region_bridge.handlers.hold_message import may_hold
from samspil.region_bridge.handlers.receive_notice import receive_notice
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.families import notice_of
from samspil.region_bridge.partner.medcom.fhir import Message, Unreadable
from samspil.region_bridge.partner.medcom.reading import About, Refused
from samspil.region_bridge.partner.medcom.receipt import is_acknowledgement
from samspil.region_bridge.storage.held import hold
from samspil.region_bridge.storage.inbox import BundleIdReused, earlier_answer
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.refusals import refuses

router = APIRouter(prefix="/fhir", tags=["fhir"])


@router.post(
    "/$process-message",
    response_class=FhirResponse,
    responses={200: ANSWERED, 204: {"description": "An Acknowledgement was taken."}},
    openapi_extra={"requestBody": MESSAGE},
)
@refuses(Unreadable, BundleIdReused)
async def process_message(caller: RegionSystem, raw: FhirJson, door: Door) -> Response:
    """Take a MedCom message in; the answer is a MedCom Acknowledgement, and leaves when all is kept.

    Whoever it is about, known here or not, or whom nobody can say, the answer is the same.
    An Acknowledgement is taken with 204: it is never acknowledged.
    """
    if is_acknowledgement(raw):
        return Response(status_code=204)
    message = Message.read(raw)
    try:
        about = notice_of(message, door.us, datetime.now(UTC))
    except Refused as refused:
        return _answer(await _take(door, message, refused.error))
    found = [(cpr, await door.keyring.find(cpr)) for cpr in about.named.numbers]
    known = {cpr: citizen for cpr, citizen in found if citizen is not None}
    match whose(about.named, known):
        case None:
            return _answer(await _take(door, message))
        case Unclear() as why:
            return _answer(await _hold(door, message, why, {*known.values()}))
        case citizen:
            return _answer(await _receive(door, message, citizen, about))


@router.get("/metadata", response_class=FhirResponse, responses={200: CAPABLE})
async def read_capabilities() -> Response:
    """The CapabilityStatement."""
    return _answer(CAPABILITIES)


async def _take(door: RegionDoor, message: Message, error: Error | None = None) -> bytes:
    """Answer a message of which nothing is kept but its ids and the answer."""
    async with door.store.transaction([]) as tx:
        answer = acknowledgement(message, door.us, door.region, tx.now, error)
        earlier = await earlier_answer(tx.connection, message.bundle_id, message.id, answer, tx.now)
    return earlier or answer


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
    async with door.store.transaction([citizen]) as tx:
        answer = acknowledgement(message, door.us, door.region, tx.now)
        earlier = await earlier_answer(tx.connection, message.bundle_id, message.id, answer, tx.now)
        if earlier is None:
            receive_notice(tx, citizen, notice, sealed, by_replacement=about.named.by_replacement)
    return earlier or answer


def _answer(body: bytes) -> Response:
    return FhirResponse(body)
