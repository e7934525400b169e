"""``/v1/citizens/{citizen}/consents``: what the citizen agrees to, and takes back."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from samspil.referral.api.doors import Behind, Staff
from samspil.referral.api.routes.citizens import access_of
from samspil.referral.domain.give_consent import Agreement
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.withdraw_consent import withdraw_consent
from samspil.referral.storage.queries import read_file
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.idempotency import Answer, OnceOnly
from samspil.web.problems import Problem
from samspil.web.versions import VersionSeen, etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/consents", tags=["consents"])


class GiveConsent(BaseModel):
    """What the citizen agrees to, all of it named; ``case`` is one of the citizen's referrals."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    law: LegalBasis
    kinds: Annotated[list[DataClass], Field(min_length=1, max_length=100)]
    from_sector: Sector
    to_sectors: Annotated[list[Sector], Field(min_length=1, max_length=100)]
    case: UUID
    until: Annotated[AgreedDay, Field(description="The last day on which it holds.")]


class ChangedConsent(BaseModel):
    """Which consent it was about."""

    consent_id: UUID
    version: int


class ConsentRead(BaseModel):
    """One consent."""

    consent_id: UUID
    law: LegalBasis
    kinds: list[DataClass]
    from_sector: Sector
    to_sectors: list[Sector]
    case: UUID
    until: date
    given_at: datetime
    withdrawn_at: datetime | None


class ConsentsRead(BaseModel):
    """A citizen's consents, the newest first, withdrawn and ended ones included."""

    citizen_id: UUID
    version: int
    consents: list[ConsentRead]


@router.post("", status_code=201, response_model=ChangedConsent)
async def give(
    citizen_id: UUID,
    body: GiveConsent,
    caller: Staff,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Keep a consent that the citizen gives."""
    citizen = CitizenId(citizen_id)
    agreed = Agreement(
        id=uuid7(),
        law=body.law,
        kinds=tuple(body.kinds),
        from_sector=body.from_sector,
        to_sectors=tuple(body.to_sectors),
        case=body.case,
        until=body.until,
        recorded_by=caller.subject,
    )
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            file = give_consent(tx, citizen, agreed, version_seen)
            return Answer(
                201,
                {"consent_id": str(agreed.id), "version": file.version},
                {"location": f"/v1/citizens/{citizen}/consents", "etag": etag(file.version)},
            )

        answer = await once.answer(tx.connection, decide)
    return answer.response()


@router.post("/{consent_id}/withdraw", response_model=ChangedConsent)
async def withdraw(
    citizen_id: UUID,
    consent_id: UUID,
    caller: Staff,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Take a consent back for the citizen."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            file = withdraw_consent(tx, citizen, consent_id, caller.subject, version_seen)
            return Answer(
                200,
                {"consent_id": str(consent_id), "version": file.version},
                {"etag": etag(file.version)},
            )

        answer = await once.answer(tx.connection, decide)
    return answer.response()


@router.get("")
async def read(citizen_id: UUID, caller: Staff, behind: Behind, response: Response) -> ConsentsRead:
    """The citizen's consents; reading them is logged."""
    citizen = CitizenId(citizen_id)
    found = await read_file(behind.store.pool, citizen)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    await behind.keyring.note(citizen, access_of(caller, "read-consents"), ["consents"])
    response.headers["etag"] = etag(found.file.version)
    return ConsentsRead(
        citizen_id=citizen,
        version=found.file.version,
        consents=[
            ConsentRead(
                consent_id=one.id,
                law=one.law,
                kinds=list(one.kinds),
                from_sector=one.from_sector,
                to_sectors=list(one.to_sectors),
                case=one.case,
                until=one.until,
                given_at=one.given_at,
                withdrawn_at=one.withdrawn_at,
            )
            for one in found.consents
        ],
    )
