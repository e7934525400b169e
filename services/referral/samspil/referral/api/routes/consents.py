"""``/v1/citizens/{citizen}/consents``: what the citizen agrees to, and takes back."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.referral.api.doors import Door, Staff, StaffOrOwn
from samspil.referral.api.known import known
from samspil.referral.domain.citizen_file import CitizenIsDead, FileIsMerged
from samspil.referral.domain.consent import Consent
from samspil.referral.handlers.give_consent import give_consent as give
from samspil.referral.handlers.narrow_consent import narrow_consent as narrow
from samspil.referral.handlers.withdraw_consent import withdraw_consent as withdraw
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.less_consent import WRONG_RESTS, AlreadyWithdrawn, UnknownConsent
from samspil.rulebook.whole_consent import WRONG_AGREEMENTS
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.web.consents import GiveConsent, NarrowConsent
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Creating, OnceOnly, Told
from samspil.web.read_model import ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/consents", tags=["consents"])


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
    form: ConsentForm | None
    """How the citizen said it; null: it was not asked then."""
    given_at: datetime
    narrowed_at: datetime | None
    """When it last became less."""
    withdrawn_at: datetime | None
    expired_at: datetime | None
    """When its last day was found to be over."""
    version: int


class ConsentsRead(BaseModel):
    """A citizen's consents, the newest first, withdrawn and ended ones included."""

    citizen_id: UUID
    version: int
    consents: list[ConsentRead]


@router.post("", status_code=201, response_model=ConsentNow)
@refuses(FileIsMerged, CitizenIsDead, *WRONG_AGREEMENTS)
async def give_consent(
    citizen: Citizen, body: GiveConsent, caller: Staff, once: Creating, door: Door
) -> Response:
    """Keep a consent that the citizen gives."""
    location = f"/v1/citizens/{citizen}/consents"

    def decide(tx: ReferralTransaction) -> Answer:
        return _told(give(tx, uuid7(), body.agreed, caller.subject, door.law), 201, location)

    return await door.decide(citizen, once, decide)


@router.post("/{consent_id}/narrow", response_model=ConsentNow)
@refuses(UnknownConsent, *WRONG_RESTS)
async def narrow_consent(
    citizen: Citizen, consent_id: UUID, body: NarrowConsent, caller: Staff, once: Changing, door: Door
) -> Response:
    """Let a consent hold for less: for fewer kinds, for fewer receivers, or not as long."""
    rest, by = body.rest, caller.subject
    return await door.decide(citizen, once, lambda tx: _told(narrow(tx, consent_id, once.seen, rest, by)))


@router.post("/{consent_id}/withdraw", response_model=ConsentNow)
@refuses(UnknownConsent, AlreadyWithdrawn)
async def withdraw_consent(
    citizen: Citizen, consent_id: UUID, caller: StaffOrOwn, once: OnceOnly, door: Door
) -> Response:
    """Take a consent back, for the citizen or as the citizen, whatever version of it was seen."""
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
