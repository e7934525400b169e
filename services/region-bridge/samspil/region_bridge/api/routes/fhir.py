"""``/fhir``: the region's messages come in and are answered by MedCom's rules of reliable messaging."""

from fastapi import APIRouter, Request, Response

from samspil.region_bridge.api.capabilities import CAPABILITIES
from samspil.region_bridge.api.doors import Behind, Doors, RegionSystem
from samspil.region_bridge.api.operation_outcome import FHIR_JSON
from samspil.region_bridge.api.remedies import NOT_FHIR_JSON
from samspil.region_bridge.handlers.receive_notice import receive_notice
from samspil.region_bridge.partner.acknowledge import acknowledgement
from samspil.region_bridge.partner.codes import Error
from samspil.region_bridge.partner.fhir import Message
from samspil.region_bridge.partner.from_fhir import About, Refused, notice_of
from samspil.region_bridge.storage.inbox import earlier_answer
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web.problems import Problem

router = APIRouter(prefix="/fhir", tags=["fhir"])


@router.post("/$process-message")
async def process_message(request: Request, caller: RegionSystem, behind: Behind) -> Response:
    """Take a MedCom message in; the answer is a MedCom Acknowledgement, and leaves when all is kept.

    Whoever it is about, known here or not, the answer is the same.
    """
    raw = await _fhir_json(request)
    message = Message.read(raw)
    try:
        about = notice_of(message, behind.us)
    except Refused as refused:
        return _answer(await _take(behind, message, refused.error))
    known = await _known(behind, about, raw)
    if known is None:
        return _answer(await _take(behind, message))
    citizen, sealed = known
    async with behind.store.transaction([citizen]) as tx:
        answer = acknowledgement(message, behind.us, behind.region, tx.now)
        earlier = await earlier_answer(tx.connection, message.bundle_id, message.id, answer, tx.now)
        if earlier is None:
            receive_notice(tx, citizen, about.notice, sealed)
    return _answer(earlier or answer)


@router.get("/metadata")
async def metadata() -> Response:
    """The CapabilityStatement."""
    return _answer(CAPABILITIES)


async def _take(behind: Doors, message: Message, error: Error | None = None) -> bytes:
    """Answer a message of which nothing is kept but its ids and the answer."""
    async with behind.store.transaction([]) as tx:
        answer = acknowledgement(message, behind.us, behind.region, tx.now, error)
        earlier = await earlier_answer(tx.connection, message.bundle_id, message.id, answer, tx.now)
    return earlier or answer


async def _known(behind: Doors, about: About, raw: bytes) -> tuple[CitizenId, Sealed] | None:
    """Whom it is about, if that is somebody here, and the message as it may be kept of them."""
    citizen = await behind.keyring.find(about.cpr)
    if citizen is None:
        return None
    try:
        return citizen, await behind.keyring.seal(citizen, "message", raw.decode())
    except (UnknownCitizen, KeyDestroyed):  # erased in this very moment
        return None


async def _fhir_json(request: Request) -> bytes:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != FHIR_JSON:
        raise Problem(NOT_FHIR_JSON)
    return await request.body()


def _answer(body: bytes) -> Response:
    return Response(body, media_type=FHIR_JSON)
