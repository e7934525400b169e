"""``/fhir/$process-envelope``: messages in MedCom's VANSEnvelope, processed as those that come bare."""

import json
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response

from samspil.region_bridge.api.doors import Door, RegionDoor, RegionSystem
from samspil.region_bridge.api.incoming import ENVELOPE_REFUSALS, XML, SentEnvelope, sent_envelope
from samspil.region_bridge.api.routes.fhir import process
from samspil.region_bridge.api.shown import ENVELOPE, ENVELOPED
from samspil.region_bridge.partner.medcom.forms import Form, written
from samspil.region_bridge.partner.medcom.vans import ACKNOWLEDGEMENT, Address, counted_as, write_envelope
from samspil.region_bridge.storage.envelopes import EnvelopeReused
from samspil.region_bridge.storage.inbox import BundleIdReused
from samspil.rulebook.organisations import ReceiverType
from samspil.web.refusals import refuses

router = APIRouter(prefix="/fhir", tags=["fhir"])


@router.post(
    "/$process-envelope",
    response_class=Response,
    responses={
        200: ENVELOPED,
        202: {"description": "Taken, by a receiver of type C."},
        204: {"description": "An Acknowledgement or a receipt was taken."},
    },
    openapi_extra={"requestBody": ENVELOPE},
)
@refuses(*ENVELOPE_REFUSALS, BundleIdReused, EnvelopeReused)
async def process_envelope(caller: RegionSystem, request: Request, door: Door) -> Response:
    """Take a MedCom message in a VANSEnvelope in; its Acknowledgement comes back in one."""
    async with AsyncExitStack() as turn:
        enveloped = await sent_envelope(request, door, turn)
        answer = await process(door, enveloped.sent) if enveloped.sent else None
        if enveloped.sent is None or answer is None:
            return Response(status_code=204)
        if door.receiver_type is ReceiverType.C:
            return Response(status_code=202)
        return Response(_in_envelope(answer, enveloped.sent.answer_form, enveloped, door), media_type=XML)


def _in_envelope(answer: bytes, form: Form, came: SentEnvelope, door: RegionDoor) -> bytes:
    """The Acknowledgement in an envelope of its own: new each time, while what lies in it stays the same."""
    header = json.loads(answer)["entry"][0]["resource"]
    return write_envelope(
        written(answer, form),
        form,
        identifier=uuid4(),
        message_identifier=UUID(header["id"]),
        name=counted_as(ACKNOWLEDGEMENT, header["response"]["code"]),
        address=Address(door.us.gln, came.envelope.sender or door.region.gln),
        sent_at=datetime.now(UTC),
    )
