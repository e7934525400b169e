"""``/v1/citizens/{citizen}/contact-holds``: until when nobody is to contact the citizen, and whom to ask."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.overview.api.doors import Door, StaffOrOwn
from samspil.overview.domain.coordination import Seen
from samspil.overview.domain.ours import NotOurs
from samspil.overview.domain.set_hold import (
    EndsInThePast,
    HoldChanged,
    HoldReplaced,
    HoldWanted,
    NoSuchHold,
)
from samspil.overview.handlers.end_contact_hold import end_contact_hold as end
from samspil.overview.handlers.set_contact_hold import set_contact_hold as set_hold
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Name
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Creating, OnceOnly, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/contact-holds", tags=["contact holds"])


class HoldSeen(Body):
    """What somebody had before them when they decided."""

    EXAMPLE: ClassVar = {"hold_id": None, "proposed": False}

    hold_id: UUID | None
    """The hold that stood."""
    proposed: bool
    """Whether a stay proposed one."""


class SetContactHold(Body):
    """What is set; nobody is asked why."""

    EXAMPLE: ClassVar = {
        "until": in_days(30),
        "ask": "Aisha Digtet",
    }

    until: AgreedDay
    """The last day."""
    ask: Name
    """The name of the person to ask."""
    seen: HoldSeen | None = None
    """What was read before; when given, nothing is set if something else stands by now (412)."""


class ContactHoldSet(Told):
    """The hold."""

    hold_id: UUID


@router.post("", status_code=201, response_model=ContactHoldSet)
@refuses(NotOurs, EndsInThePast, HoldChanged)
async def set_contact_hold(
    citizen: Citizen, body: SetContactHold, caller: StaffOrOwn, once: Creating, door: Door
) -> Response:
    """Set a contact hold; it takes the place of one that stands."""
    ask = await door.keyring.seal(citizen, "ask", body.ask)
    wanted = HoldWanted(uuid7(), body.until, ask, caller.subject)
    seen = Seen(body.seen.hold_id, body.seen.proposed) if body.seen else None

    def decide(tx: OverviewTransaction) -> Answer:
        hold = set_hold(tx, wanted, door.rules.municipalities, seen)
        return Answer.of(ContactHoldSet(hold_id=hold.id, version=hold.version), 201)

    return await door.decide(citizen, once, decide)


@router.post("/{hold_id}/end", status_code=204)
@refuses(NoSuchHold, HoldReplaced)
async def end_contact_hold(
    citizen: Citizen, hold_id: UUID, caller: StaffOrOwn, once: OnceOnly, door: Door
) -> Response:
    """End a contact hold before its day, whatever version of it was seen."""
    return await door.decide(citizen, once, lambda tx: Answer.done(end(tx, hold_id, caller.subject).version))
