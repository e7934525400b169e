"""``/v1/citizens``: a citizen's file."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.contracts.citizen import ContactWay, DeathSource
from samspil.referral.api.doors import Door, Registering, Staff
from samspil.referral.api.known import known, standing
from samspil.referral.api.seal_identity import seal_name
from samspil.referral.domain.basis import LawWithoutHelp
from samspil.referral.domain.register import (
    Differs,
    NotTheirMunicipality,
    Registration,
    differing,
    require_own,
    require_reason,
)
from samspil.referral.domain.transition import ChildWithoutTransition, Transition
from samspil.referral.handlers.register_citizen import register_citizen as register
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.sealing.errors import KeyDestroyed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.municipality import Municipality
from samspil.vocabulary.plain_text import Name
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Creating, Told
from samspil.web.read_model import Opened, ReadModel
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens", tags=["citizens"])


class RegisterCitizen(Body):
    """A caseworker's entry."""

    EXAMPLE: ClassVar = {
        "cpr": "0201609995",
        "name": "Ejnar Test Prøvensen",
        "acting_municipality": "101",
        "basis": "sel-85",
    }

    cpr: Cpr
    name: Name
    acting_municipality: Municipality
    residence_municipality: Annotated[
        Municipality | None, Field(description="Where the citizen lives, when another municipality acts.")
    ] = None
    basis: Annotated[LegalBasis, Field(description="What help is considered under, e.g. sel-85.")]
    transition: Annotated[
        Transition | None, Field(description="Of somebody under 18: why they are registered already.")
    ] = None


class RegisteredCitizen(Told):
    """Where the file is from now on."""

    citizen_id: UUID
    differs: tuple[Differs, ...] = ()
    """What was written otherwise than it stands in a file that is there: nothing of it was changed.

    Where it is the file that is wrong, ``/correct`` puts it right.
    """


HAS_A_FILE: dict[str, Any] = {"model": RegisteredCitizen, "description": "The citizen has a file already."}


class CoordinatorRead(ReadModel):
    """Whoever everybody may turn to about the citizen."""

    staff: str
    """Staff id."""
    name: Opened
    unit: str | None
    since: datetime


class ContactWishesRead(ReadModel):
    """How the citizen wants to be contacted."""

    ways: list[ContactWay]
    """The best first."""
    words: Opened | None
    set_at: datetime


class DeathRead(ReadModel):
    """That the citizen is dead, and from where that is known."""

    died_on: date | None
    source: DeathSource
    recorded_at: datetime


class CitizenFileRead(BaseModel):
    """The file, opened; reading it is logged."""

    citizen_id: UUID
    version: int
    name: str
    cpr: str | None
    """null: somebody is helped before anybody knows them by a number."""
    acting_municipality: str
    residence_municipality: str | None
    address: str | None
    address_protected: bool
    """It is told to nobody, and said to nobody aloud: the citizen is protected (CPR-loven § 28)."""
    moved_on: date | None
    death: DeathRead | None
    basis: LegalBasis
    transition: Transition | None
    registered_at: datetime
    coordinator: CoordinatorRead | None
    contact_wishes: ContactWishesRead | None
    merged_into: UUID | None
    """The file of the same person of which everything new is said; null: it stands for itself."""
    absorbed: list[UUID]
    """The files that are part of this one; each keeps what is its own."""


@router.post("", status_code=201, response_model=RegisteredCitizen, responses={200: HAS_A_FILE})
@refuses(LawWithoutHelp, ChildWithoutTransition, NotTheirMunicipality, KeyDestroyed)
async def register_citizen(
    body: RegisterCitizen, caller: Registering, once: Creating, door: Door
) -> Response:
    """201 for a new file; 200 and the file's id for a citizen who has one, and what differs from it."""
    require_own(body.acting_municipality, caller.municipality)
    require_reason(body.basis, body.cpr.birthday, body.transition, danish_day(datetime.now(UTC)))
    citizen, found = await standing(door, await door.keyring.get_or_create(body.cpr))
    file = found.file if found else None
    wanted = Registration(
        name=await seal_name(door, citizen, file, body.name, caller, "register-citizen"),
        cpr=await door.keyring.seal(citizen, "cpr", body.cpr.number),
        acting_municipality=body.acting_municipality,
        by=caller.subject,
        basis=body.basis,
        transition=body.transition,
        residence_municipality=body.residence_municipality,
    )

    def decide(tx: ReferralTransaction) -> Answer:
        kept, opened = register(tx, wanted)
        is_theirs = (
            tx.citizen == citizen
        )  # else it became part of another in this moment, which seals by itself
        differs = differing(kept, wanted) if is_theirs and not opened else ()
        told = RegisteredCitizen(citizen_id=tx.citizen, version=kept.version, differs=differs)
        return Answer.of(told, 201 if opened else 200, f"/v1/citizens/{tx.citizen}")

    return await door.decide(citizen, once, decide)


@router.get("/{citizen_id}")
async def read_citizen(citizen: Citizen, caller: Staff, door: Door, response: Response) -> CitizenFileRead:
    """The citizen's file."""
    file = (await known(door, citizen)).file
    texts = await door.opened(citizen, file, caller, "read-citizen-file")
    response.headers["etag"] = etag(file.version)
    return CitizenFileRead(
        citizen_id=citizen,
        version=file.version,
        name=texts[file.name],
        cpr=texts[file.cpr] if file.cpr else None,
        acting_municipality=file.acting_municipality,
        residence_municipality=file.residence_municipality,
        address=texts[file.address] if file.address else None,
        address_protected=file.address_protected,
        moved_on=file.moved_on,
        death=DeathRead.model_validate(file.death) if file.death else None,
        basis=file.basis,
        transition=file.transition,
        registered_at=file.registered_at,
        coordinator=CoordinatorRead.model_validate(file.coordinator, context=texts)
        if file.coordinator
        else None,
        contact_wishes=ContactWishesRead.model_validate(file.wishes, context=texts) if file.wishes else None,
        merged_into=file.merged_into,
        absorbed=list(file.absorbed),
    )
