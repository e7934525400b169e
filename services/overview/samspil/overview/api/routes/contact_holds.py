"""``/v1/citizens/{citizen}/contact-holds``: until when nobody is to contact the citizen, and whom to ask."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict

from samspil.overview.api.doors import Behind
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.handlers.end_contact_hold import end_contact_hold
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Name
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role, allow
from samspil.web.idempotency import Answer, OnceOnly

router = APIRouter(prefix="/v1/citizens/{citizen_id}/contact-holds", tags=["contact holds"])

Staff = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]


class SetContactHold(BaseModel):
    """What is set; nobody is asked why."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    until: AgreedDay
    """The last day."""
    ask: Name
    """The name of the person to ask."""


class ContactHoldSet(BaseModel):
    """The hold."""

    hold_id: UUID


@router.post("", status_code=201, response_model=ContactHoldSet)
async def set_one(
    citizen_id: UUID, body: SetContactHold, caller: Staff, once: OnceOnly, behind: Behind
) -> Response:
    """Set a contact hold; it takes the place of one that stands."""
    citizen = CitizenId(citizen_id)
    ask = await behind.keyring.seal(citizen, "ask", body.ask)
    wanted = HoldWanted(uuid7(), body.until, ask, caller.subject)
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            set_contact_hold(tx, citizen, wanted)
            return Answer(201, {"hold_id": str(wanted.id)})

        answer = await once.answer(tx.connection, decide)
    return answer.response()


@router.post("/{hold_id}/end", status_code=204)
async def end_one(citizen_id: UUID, hold_id: UUID, caller: Staff, behind: Behind) -> None:
    """End a contact hold before its day."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:
        end_contact_hold(tx, citizen, hold_id, caller.subject)
