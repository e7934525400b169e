"""``/v1/citizens/{citizen}/…``: how the citizen wants to be contacted, and who coordinates."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.citizen import ContactWay
from samspil.referral.api.doors import Door, Naming, OfUnits
from samspil.referral.domain.citizen_file import CitizenFile, FileIsMerged
from samspil.referral.domain.name_coordinator import Named, NotOurUnit
from samspil.referral.domain.name_coordinator import name_coordinator as name
from samspil.referral.domain.set_contact_wishes import NothingWished
from samspil.referral.domain.set_contact_wishes import set_contact_wishes as wish
from samspil.referral.handlers.change_file import change_file
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.plain_text import Name, Words
from samspil.vocabulary.unit import Unit
from samspil.web.body import Body
from samspil.web.claims import Subject
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}", tags=["citizens"])


class SetContactWishes(Body):
    """How the citizen wants to be contacted: the whole of it."""

    EXAMPLE: ClassVar = {"ways": ["text_message", "visit"], "words": "Ikke før klokken ti."}

    ways: Annotated[
        list[ContactWay], Field(max_length=100, default_factory=list, description="The best first.")
    ]
    words: Annotated[
        Words | None, Field(description="When, by whom, what to avoid: in the citizen's own words.")
    ] = None


class NameCoordinator(Body):
    """Who coordinates from now on."""

    EXAMPLE: ClassVar = {
        "coordinator": "sagsbehandler-social",
        "name": "Mette Prøvesen",
        "unit": "VOKSEN-1",
    }

    coordinator: Annotated[Subject, Field(description="Staff id.")]
    name: Name
    unit: Annotated[Unit | None, Field(description="The coordinator's unit, by its code.")] = None


class FileNow(Told):
    """The file that was changed."""

    citizen_id: UUID


@router.post("/contact-wishes", response_model=FileNow)
@refuses(FileIsMerged, NothingWished)
async def set_contact_wishes(
    citizen: Citizen, body: SetContactWishes, caller: OfUnits, once: Changing, door: Door
) -> Response:
    """Enter how the citizen wants to be contacted, in place of what was said before."""
    words = await door.keyring.seal(citizen, "words", body.words) if body.words else None
    return await door.decide(
        citizen,
        once,
        lambda tx: _told(
            citizen,
            change_file(tx, once.seen, lambda it, now: wish(it, body.ways, words, caller.subject, now)),
        ),
    )


@router.post("/coordinator", response_model=FileNow)
@refuses(FileIsMerged, NotOurUnit)
async def name_coordinator(
    citizen: Citizen, body: NameCoordinator, caller: Naming, once: Changing, door: Door
) -> Response:
    """Name the citizen's coordinator, in place of whoever was."""
    named = Named(body.coordinator, await door.keyring.seal(citizen, "name", body.name), body.unit)
    return await door.decide(
        citizen,
        once,
        lambda tx: _told(
            citizen,
            change_file(tx, once.seen, lambda it, now: name(it, named, caller.subject, door.rules, now)),
        ),
    )


def _told(citizen: CitizenId, file: CitizenFile) -> Answer:
    return Answer.of(FileNow(citizen_id=citizen, version=file.version))
