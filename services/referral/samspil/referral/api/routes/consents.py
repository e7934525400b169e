"""``/v1/citizens/{citizen}/consents``: what the citizen agrees to, and takes back."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.referral.api.doors import Door, Staff
from samspil.referral.api.known import known
from samspil.referral.domain.citizen_file import CitizenIsDead
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.give_consent import WRONG_AGREEMENTS, Agreement
from samspil.referral.domain.withdraw_consent import AlreadyWithdrawn, UnknownConsent
from samspil.referral.handlers.give_consent import give_consent as give
from samspil.referral.handlers.withdraw_consent import withdraw_consent as withdraw
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.sector import Sector
from samspil.web.body import SOME_ID, Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Creating, OnceOnly, Told
from samspil.web.read_model import ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/consents", tags=["consents"])


class GiveConsent(Body):
    """What the citizen agrees to, all of it named."""

    EXAMPLE: ClassVar = {
        "kinds": ["identity", "contact_hold"],
        "from_sector": "social",
        "to_sectors": ["employment"],
        "case": SOME_ID,
        "until": in_days(180),
    }

    law: Annotated[
        LegalBasis | None, Field(description="Follows from who tells whom, where it is not named.")
    ] = None
    kinds: Annotated[list[DataClass], Field(min_length=1, max_length=100)]
    from_sector: Sector
    to_sectors: Annotated[list[Sector], Field(min_length=1, max_length=100)]
    case: Annotated[
        UUID,
        Field(description="One of the citizen's referrals; where another party tells, a case of theirs."),
    ]
    until: Annotated[AgreedDay, Field(description="The last day on which it holds.")]


class ConsentNow(Told):
    """The consent, and from when on it allows nothing."""

    consent_id: UUID
    withdrawn_at: datetime | None


class ConsentRead(ReadModel):
    """One consent."""

    consent_id: UUID = Field(validation_alias="id")
    law: LegalBasis
    kinds: list[DataClass]
    from_sector: Sector
    to_sectors: list[Sector]
    case: UUID
    until: date
    given_at: datetime
    withdrawn_at: datetime | None
    version: int


class ConsentsRead(BaseModel):
    """A citizen's consents, the newest first, withdrawn and ended ones included."""

    citizen_id: UUID
    version: int
    consents: list[ConsentRead]


@router.post("", status_code=201, response_model=ConsentNow)
@refuses(CitizenIsDead, *WRONG_AGREEMENTS)
async def give_consent(
    citizen: Citizen, body: GiveConsent, caller: Staff, once: Creating, door: Door
) -> Response:
    """Keep a consent that the citizen gives."""
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
    location = f"/v1/citizens/{citizen}/consents"
    return await door.decide(citizen, once, lambda tx: _told(give(tx, agreed, door.law), 201, location))


@router.post("/{consent_id}/withdraw", response_model=ConsentNow)
@refuses(UnknownConsent, AlreadyWithdrawn)
async def withdraw_consent(
    citizen: Citizen, consent_id: UUID, caller: Staff, once: OnceOnly, door: Door
) -> Response:
    """Take a consent back for the citizen, whatever version of it was seen."""
    return await door.decide(citizen, once, lambda tx: _told(withdraw(tx, consent_id, caller.subject)))


@router.get("")
async def read_consents(citizen: Citizen, caller: Staff, door: Door, response: Response) -> ConsentsRead:
    """The citizen's consents; reading them is logged."""
    consents = (await known(door, citizen)).consents
    await door.keyring.note(citizen, caller.access("read-consents"), ["consents"])
    response.headers["etag"] = etag(highest(consents))
    shown = [ConsentRead.model_validate(one) for one in consents]
    return ConsentsRead(citizen_id=citizen, version=highest(consents), consents=shown)


def _told(consent: Consent, status: int = 200, location: str | None = None) -> Answer:
    now = ConsentNow(consent_id=consent.id, withdrawn_at=consent.withdrawn_at, version=consent.version)
    return Answer.of(now, status, location)
