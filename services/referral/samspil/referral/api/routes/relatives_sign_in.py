"""``…/relatives/{relative}/sign-in``: a relative signs in, with a number that is kept nowhere."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.contracts.citizen import RelativeLeft
from samspil.referral.api.doors import Door, OfUnits, ReferralDoor, Themselves
from samspil.referral.api.known import known
from samspil.referral.api.routes.relatives import RelativeNow, leave, told
from samspil.referral.domain.relative import (
    Relative,
    RelativeHasLeft,
    UnknownRelative,
    require_relative,
    require_there,
)
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import OnceOnly
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/relatives/{relative_id}", tags=["relatives"])


class OwnNumber(Exception):
    """The number is the citizen's own."""


class LetSignIn(Body):
    """The relative's own number: only a hash of it is kept, which nothing else has in common with it."""

    EXAMPLE: ClassVar = {"cpr": "2103009996"}

    cpr: Cpr


@router.post("/sign-in", response_model=RelativeNow)
@refuses(UnknownRelative, RelativeHasLeft, OwnNumber)
async def let_relative_sign_in(
    citizen: Citizen, relative_id: UUID, body: LetSignIn, caller: OfUnits, door: Door
) -> Response:
    """Let them sign in with this number and no other, and see what they may be told at that time.

    No fact says so; the log of looks tells who let them. Said twice, it means the same.
    """
    relative = require_there(await _relative(door, citizen, relative_id))
    if await door.keyring.find(body.cpr) == citizen:
        raise OwnNumber
    await door.keyring.note(citizen, caller.access("let-relative-sign-in"), ["relatives.sign_in"])
    await door.keyring.let_sign_in(citizen, relative_id, body.cpr)
    return told(relative).response()


@router.post("/sign-in/end", response_model=RelativeNow)
@refuses(UnknownRelative)
async def end_relative_sign_in(citizen: Citizen, relative_id: UUID, caller: OfUnits, door: Door) -> Response:
    """Let them sign in no longer; what they may be told in other ways stands."""
    relative = await _relative(door, citizen, relative_id)
    await door.keyring.note(citizen, caller.access("end-relative-sign-in"), ["relatives.sign_in"])
    await door.keyring.end_sign_in(citizen, relative_id)
    return told(relative).response()


@router.post("/step-back", response_model=RelativeNow)
@refuses(UnknownRelative, RelativeHasLeft)
async def step_back(
    citizen: Citizen, relative_id: UUID, caller: Themselves, once: OnceOnly, door: Door
) -> Response:
    """Say oneself that one is no longer there; nobody asks why."""
    return await leave(door, citizen, once, relative_id, RelativeLeft.STEPPED_BACK, caller.subject)


async def _relative(door: ReferralDoor, citizen: CitizenId, relative_id: UUID) -> Relative:
    return require_relative({one.id: one for one in (await known(door, citizen)).relatives}, relative_id)
