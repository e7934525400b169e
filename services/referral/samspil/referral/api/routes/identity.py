"""``/v1/citizens/{citizen}/…``: who the citizen is, put right; moving, dying, and a death by mistake."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.citizen import DeathSource
from samspil.referral.api.doors import Door, Staff, staff
from samspil.referral.api.known import birthday, known
from samspil.referral.api.seal_identity import seal_address, seal_name
from samspil.referral.domain.citizen_file import CitizenFile, CitizenIsDead, FileIsMerged
from samspil.referral.domain.correct_identity import Identity
from samspil.referral.domain.move import LivesThereAlready, Move, MovedAhead, MovedBeforeBirth
from samspil.referral.domain.record_death import DiedAhead, DiedBeforeBirth
from samspil.referral.domain.retract_death import NotDead
from samspil.referral.handlers.correct_identity import correct_identity
from samspil.referral.handlers.move_citizen import move_citizen as move
from samspil.referral.handlers.record_death import record_death as record
from samspil.referral.handlers.retract_death import retract_death as retract
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.municipality import Municipality
from samspil.vocabulary.plain_text import Name, Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}", tags=["citizens"])


class CorrectCitizen(Body):
    """Who the citizen is: the whole of it as it is from now on; what is left out is not known."""

    EXAMPLE: ClassVar = {
        "name": "Ejnar Test Prøvensen",
        "acting_municipality": "101",
        "residence_municipality": "265",
        "address": "Prøvevej 1, 2. th.\n4000 Roskilde",
        "address_protected": False,
    }

    name: Name
    acting_municipality: Municipality
    residence_municipality: Annotated[
        Municipality | None, Field(description="Where the citizen lives, when another municipality acts.")
    ] = None
    address: Words | None = None
    address_protected: bool
    """Whether the civil registration system protects it (CPR-loven § 28); partners are told none at all."""


class MoveCitizen(Body):
    """Where the citizen lives from a day on, and who acts."""

    EXAMPLE: ClassVar = {
        "moved_on": in_days(0),
        "residence_municipality": "751",
        "acting_municipality": "101",
    }

    moved_on: AgreedDay
    residence_municipality: Municipality
    acting_municipality: Municipality
    """Where it is another than before, what is open at its units is over."""


class RecordDeath(Body):
    """That the citizen is dead."""

    EXAMPLE: ClassVar = {"died_on": in_days(0), "source": "civil_register"}

    died_on: Annotated[AgreedDay | None, Field(description="Left out where it is not known.")] = None
    source: DeathSource


class FileChanged(Told):
    """The file, as it is from now on."""

    citizen_id: UUID


@router.post("/correct", response_model=FileChanged)
@refuses(FileIsMerged)
async def correct_citizen(
    citizen: Citizen, body: CorrectCitizen, caller: Staff, once: Changing, door: Door
) -> Response:
    """Put right who the citizen is; where nothing differs nothing is said."""
    file = (await known(door, citizen)).file
    name = await seal_name(door, citizen, file, body.name, caller, "correct-citizen")
    address = (
        await seal_address(door, citizen, file, body.address, caller, "correct-citizen")
        if body.address
        else None
    )
    whole = Identity(
        name, body.acting_municipality, body.residence_municipality, address, body.address_protected
    )
    return await door.decide(
        citizen, once, lambda tx: told(citizen, correct_identity(tx, once.seen, whole, caller.subject))
    )


@router.post("/move", response_model=FileChanged)
@refuses(FileIsMerged, CitizenIsDead, MovedAhead, MovedBeforeBirth, LivesThereAlready)
async def move_citizen(
    citizen: Citizen, body: MoveCitizen, caller: Staff, once: Changing, door: Door
) -> Response:
    """Record that the citizen moved; where another municipality acts from now on, what is open here ends."""
    born = await birthday(door, citizen, (await known(door, citizen)).file, caller, "move-citizen")
    to = Move(body.moved_on, body.residence_municipality, body.acting_municipality)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(citizen, move(tx, once.seen, to, born, staff(caller), door.rules)),
    )


@router.post("/record-death", response_model=FileChanged)
@refuses(FileIsMerged, CitizenIsDead, DiedAhead, DiedBeforeBirth)
async def record_death(
    citizen: Citizen, body: RecordDeath, caller: Staff, once: Changing, door: Door
) -> Response:
    """Record that the citizen died: everything that is open ends, and nobody is told anything any more."""
    born = await birthday(door, citizen, (await known(door, citizen)).file, caller, "record-death")
    return await door.decide(
        citizen,
        once,
        lambda tx: told(citizen, record(tx, once.seen, body.died_on, body.source, born, staff(caller))),
    )


@router.post("/retract-death", response_model=FileChanged)
@refuses(FileIsMerged, NotDead)
async def retract_death(citizen: Citizen, caller: Staff, once: Changing, door: Door) -> Response:
    """Record that it was a mistake: what ended with it is asked anew, with today's deadlines."""
    return await door.decide(
        citizen, once, lambda tx: told(citizen, retract(tx, once.seen, caller.subject, door.rules))
    )


def told(citizen: CitizenId, file: CitizenFile, status: int = 200, location: str | None = None) -> Answer:
    """The file, as it is now."""
    return Answer.of(FileChanged(citizen_id=citizen, version=file.version), status, location)
