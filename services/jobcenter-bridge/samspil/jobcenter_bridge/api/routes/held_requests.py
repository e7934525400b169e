"""``/v1/held-requests``: what the jobcenter asks about strangers, for a person to register them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from samspil.jobcenter_bridge.api.doors import Door, Staff
from samspil.jobcenter_bridge.storage import held_requests
from samspil.jobcenter_bridge.storage.held_requests import CONTENT
from samspil.sealing.errors import KeyDestroyed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web import problem_types
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/held-requests", tags=["held requests"])

AT_MOST = 100

RequestId = Annotated[UUID, Path(description="Its id in the jobcenter's case system.")]


class HeldRequest(BaseModel):
    """One, opened; reading it is logged."""

    request_id: UUID
    """Its id in the jobcenter's case system."""
    held_at: datetime
    until: datetime
    """It is deleted then, whether somebody has registered her or not."""
    cpr: str | None
    """None where the case system names nobody by a CPR number."""
    name: str
    words: str
    urgent: bool
    asked_for: LegalBasis


@router.get("")
async def read_held_requests(caller: Staff, door: Door) -> list[HeldRequest]:
    """The oldest first, a hundred at most; each is let go when she is registered, or after thirty days."""
    return [
        one
        for held in await held_requests.read_held(door.store.pool, AT_MOST)
        if (one := await _opened(door, held, caller)) is not None
    ]


@router.get("/{request_id}")
@refuses(problem_types.NOT_FOUND)
async def read_held_request(request_id: RequestId, caller: Staff, door: Door) -> HeldRequest:
    """One of them; 404 where it does not wait."""
    held = await held_requests.read(door.store.pool, request_id)
    opened = await _opened(door, held, caller) if held else None
    if opened is None:
        raise Problem(problem_types.NOT_FOUND)
    return opened


@router.post("/{request_id}/look-again", status_code=202, response_class=Response)
@refuses(problem_types.NOT_FOUND)
async def look_again_at_held_request(request_id: RequestId, caller: Staff, door: Door) -> Response:
    """Look now whether its citizen has been registered; 404 where it does not wait."""
    if not await held_requests.look_again(door.store.pool, request_id):
        raise Problem(problem_types.NOT_FOUND)
    return Response(status_code=202)


async def _opened(door: Door, held: held_requests.HeldRequest, caller: Staff) -> HeldRequest | None:
    """None where it has just had its time."""
    try:
        text = await door.keyring.open_held(held.sealed, caller.access("read-held-requests"))
    except KeyDestroyed:
        return None
    asked = CONTENT.validate_json(text)
    return HeldRequest(
        request_id=held.id,
        held_at=held.held_at,
        until=held.held_at + held_requests.KEPT_FOR,
        cpr=asked.cpr,
        name=asked.name,
        words=asked.words,
        urgent=asked.urgent,
        asked_for=asked.asked_for,
    )
