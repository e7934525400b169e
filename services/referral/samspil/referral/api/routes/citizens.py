"""``/v1/citizens``: a citizen's file."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from samspil.ledger.say import Cause
from samspil.referral.api.doors import Behind, Staff
from samspil.referral.domain.register import Registration, require_reason
from samspil.referral.domain.transition import Transition
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.storage.queries import read_file
from samspil.sealing.access import Access
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.municipality import Municipality
from samspil.vocabulary.plain_text import Name
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.idempotency import Answer, OnceOnly
from samspil.web.problems import Problem
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens", tags=["citizens"])


class RegisterCitizen(BaseModel):
    """A caseworker's entry."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    cpr: Cpr
    name: Name
    acting_municipality: Municipality
    basis: Annotated[LegalBasis, Field(description="What help is considered under, e.g. sel-85.")]
    transition: Annotated[
        Transition | None, Field(description="Of somebody under 18: why they are registered already.")
    ] = None


class RegisteredCitizen(BaseModel):
    """Where the file is from now on."""

    citizen_id: UUID
    version: int


class CitizenFileRead(BaseModel):
    """The file, opened; reading it is logged."""

    citizen_id: UUID
    version: int
    name: str
    cpr: str
    acting_municipality: str
    basis: LegalBasis
    transition: Transition | None
    registered_at: datetime


@router.post("", status_code=201, response_model=RegisteredCitizen)
async def register(body: RegisterCitizen, caller: Staff, once: OnceOnly, behind: Behind) -> Response:
    """201 for a new file; 200 and the file's id for a citizen who has one."""
    require_reason(body.basis, body.cpr.birthday, body.transition, danish_day(datetime.now(UTC)))
    citizen = await behind.keyring.get_or_create(body.cpr)
    wanted = Registration(
        name=await behind.keyring.seal(citizen, "name", body.name),
        cpr=await behind.keyring.seal(citizen, "cpr", body.cpr.number),
        acting_municipality=body.acting_municipality,
        by=caller.subject,
        basis=body.basis,
        transition=body.transition,
    )
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            file, opened = register_citizen(tx, citizen, wanted, Cause(case=citizen))
            return Answer(
                201 if opened else 200,
                {"citizen_id": str(citizen), "version": file.version},
                {"location": f"/v1/citizens/{citizen}", "etag": etag(file.version)},
            )

        answer = await once.answer(tx.connection, decide)
    return answer.response()


@router.get("/{citizen_id}")
async def read(citizen_id: UUID, caller: Staff, behind: Behind, response: Response) -> CitizenFileRead:
    """The citizen's file."""
    citizen = CitizenId(citizen_id)
    found = await read_file(behind.store.pool, citizen)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    file = found.file
    opened = await behind.keyring.open(
        citizen, {"name": file.name, "cpr": file.cpr}, access_of(caller, "read-citizen-file")
    )
    response.headers["etag"] = etag(file.version)
    return CitizenFileRead(
        citizen_id=citizen,
        version=file.version,
        name=opened["name"],
        cpr=opened["cpr"],
        acting_municipality=file.acting_municipality,
        basis=file.basis,
        transition=file.transition,
        registered_at=file.registered_at,
    )


def access_of(caller: Caller, why: str) -> Access:
    """The row in the access log; social staff have a sector, the door has seen to that."""
    return Access(caller.subject, caller.role, caller.sector or Sector.SOCIAL, why)
