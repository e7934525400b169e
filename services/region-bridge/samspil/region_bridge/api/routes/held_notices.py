"""``/v1/held-notices``: what hospitals told and a person has to look at before anything follows from it."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import Field

from samspil.ledger.versions import require_version
from samspil.region_bridge.api.doors import Door, RegionDoor, Staff
from samspil.region_bridge.api.held_letters import shown_letter
from samspil.region_bridge.api.held_shown import HeldNoticeShown, says_of, shown, shown_of_nobody
from samspil.region_bridge.api.settle_nobodys import discard_nobodys, place_nobodys
from samspil.region_bridge.domain.held import (
    SETTLED_VERSION,
    CitizenWanted,
    HeldIsSettled,
    HeldNotice,
    How,
    NotReceived,
    SecondPersonWanted,
    UnknownHeld,
    Unsettled,
)
from samspil.region_bridge.domain.waiting import NotWaiting
from samspil.region_bridge.handlers.apply_held import apply_held
from samspil.region_bridge.handlers.discard_held import discard_held
from samspil.region_bridge.handlers.settle_message import settle_message
from samspil.region_bridge.storage import held
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.plain_text import Words
from samspil.web.auth import Caller
from samspil.web.body import Body
from samspil.web.idempotency import Answer, Changing, Once, Told
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/held-notices", tags=["held notices"])

AT_MOST = 100

HeldId = Annotated[UUID, Path(description="By which it is held here.")]


class ApplyHeld(Body):
    """That it is so."""

    EXAMPLE: ClassVar = {"reason": "Afdelingen bekræfter i telefonen, at borgeren er udskrevet."}

    reason: Words
    """How you know; kept sealed, and told nobody."""
    citizen_id: Annotated[
        UUID | None, Field(description="Whose it is; asked for where it is held under no citizen.")
    ] = None


class DiscardHeld(Body):
    """That nothing is to follow from it."""

    EXAMPLE: ClassVar = {"reason": "Afdelingen oplyser, at beskeden er sendt ved en fejl."}

    reason: Words
    """How you know; kept sealed, and told nobody."""


State = Literal["confirmed", "applied", "discarded"]


class HeldDecided(Told):
    """What became of it."""

    held_id: UUID
    state: State
    """`confirmed`: one person has, and a second one has to."""
    confirmed_by: list[str]
    """Of a death: who has found that it is so."""


@router.get("")
async def read_held_notices(caller: Staff, door: Door) -> list[HeldNoticeShown]:
    """The oldest first, a hundred at most."""
    pool = door.store.pool
    found = [
        *[await shown(door, *one, caller) for one in await held.read_notices(pool, AT_MOST)],
        *[await shown_letter(door, *one, caller) for one in await held.read_letters(pool, AT_MOST)],
        *[await shown_of_nobody(door, one, caller) for one in await held.read_messages(pool, AT_MOST)],
    ]
    waiting = [one for one in found if one is not None]
    return sorted(waiting, key=lambda one: (one.received_at, one.held_id))[:AT_MOST]


@router.get("/{held_id}")
@refuses(UnknownHeld)
async def read_held_notice(held_id: HeldId, caller: Staff, door: Door, response: Response) -> HeldNoticeShown:
    """One of them; 404 where it does not wait."""
    pool = door.store.pool
    one: HeldNoticeShown | None = None
    for citizen, thing in await held.read_notices(pool, 1, held_id):
        one = await shown(door, citizen, thing, caller)
    for citizen, letter in await held.read_letters(pool, 1, held_id):
        one = await shown_letter(door, citizen, letter, caller)
    for message in await held.read_messages(pool, 1, held_id):
        one = await shown_of_nobody(door, message, caller)
    if one is None:
        raise UnknownHeld
    response.headers["etag"] = etag(one.version)
    return one


@router.post(
    "/{held_id}/apply",
    response_model=HeldDecided,
    responses={
        202: {
            "model": HeldDecided,
            "description": "One person has confirmed the death, and a second one has to.",
        }
    },
)
@refuses(
    UnknownHeld,
    HeldIsSettled,
    NotWaiting,
    SecondPersonWanted,
    NotReceived,
    CitizenWanted,
    UnknownCitizen,
    KeyDestroyed,
)
async def apply_held_notice(
    held_id: HeldId, body: ApplyHeld, caller: Staff, once: Changing, door: Door
) -> Response:
    """Take it as its activity says; of a death the second person's word decides."""
    for citizen, _ in await held.read_letters(door.store.pool, 1, held_id):
        return await _letter(door, citizen, held_id, caller, body.reason, once, "applied")
    found = await held.read_one(door.store.pool, held_id)
    if found is None:
        done = _told(held_id, "applied", SETTLED_VERSION)
        citizen_id = body.citizen_id
        return (await place_nobodys(door, held_id, citizen_id, caller, body.reason, once, done)).response()
    citizen, thing = found
    says = await says_of(door, citizen, thing, caller)
    reason = await door.keyring.seal(citizen, "reason", body.reason)
    return await door.decide(
        citizen, once, lambda tx: _now(apply_held(tx, held_id, says, caller.subject, reason, once.seen))
    )


@router.post("/{held_id}/discard", response_model=HeldDecided)
@refuses(UnknownHeld, HeldIsSettled, NotWaiting, UnknownCitizen, KeyDestroyed)
async def discard_held_notice(
    held_id: HeldId, body: DiscardHeld, caller: Staff, once: Changing, door: Door
) -> Response:
    """Put it aside: nothing follows from it; of a death one person's word is enough."""
    for citizen, _ in await held.read_letters(door.store.pool, 1, held_id):
        return await _letter(door, citizen, held_id, caller, body.reason, once, "discarded")
    found = await held.read_one(door.store.pool, held_id)
    if found is None:
        done = _told(held_id, "discarded", SETTLED_VERSION)
        return (await discard_nobodys(door, held_id, caller, body.reason, once, done)).response()
    citizen, _ = found
    reason = await door.keyring.seal(citizen, "reason", body.reason)
    return await door.decide(
        citizen, once, lambda tx: _now(discard_held(tx, held_id, caller.subject, reason, once.seen))
    )


async def _letter(
    door: RegionDoor,
    citizen: CitizenId,
    held_id: UUID,
    caller: Caller,
    reason: str,
    once: Once,
    state: Literal["applied", "discarded"],
) -> Response:
    """A message is let in, or put aside."""
    sealed = await door.keyring.seal(citizen, "reason", reason)

    def decide(tx: RegionTransaction) -> Answer:
        require_version(Unsettled(), once.seen)
        settle_message(tx, citizen, held_id, caller.subject, sealed, let_in=state == "applied")
        return _told(held_id, state, SETTLED_VERSION)

    return await door.decide(citizen, once, decide)


def _now(thing: HeldNotice) -> Answer:
    """Confirmed by one is taken, and not done yet."""
    confirmed = [one.by for one in thing.confirmed if one.by]
    if thing.settled is None:
        return _told(thing.id, "confirmed", thing.version, confirmed, status=202)
    state: State = "applied" if thing.settled.how is How.APPLIED else "discarded"
    return _told(thing.id, state, thing.version, confirmed)


def _told(
    held_id: UUID, state: State, version: int, confirmed: Iterable[str] = (), status: int = 200
) -> Answer:
    told = HeldDecided(held_id=held_id, state=state, version=version, confirmed_by=list(confirmed))
    return Answer.of(told, status)
