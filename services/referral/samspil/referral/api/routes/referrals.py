"""``/v1/citizens/{citizen}/referrals``: asking a party to help."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.contracts.referral import DeclineReason, Priority
from samspil.referral.api.doors import Door, Staff
from samspil.referral.api.referral_now import ReferralNow, change, told
from samspil.referral.api.routes.citizens import known
from samspil.referral.domain.basis import LawWithoutHelp
from samspil.referral.domain.cancel import NotTheAuthor, cancel
from samspil.referral.domain.referral import NotOpen, State, UnknownReferral
from samspil.referral.domain.submit import Submission
from samspil.referral.handlers.submit_referral import submit_referral as submit
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing, Creating
from samspil.web.read_model import Opened, ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals", tags=["referrals"])


class SubmitReferral(Body):
    """An author's entry."""

    EXAMPLE: ClassVar = {
        "to_sector": "social",
        "to_unit": "VISITATION-1",
        "priority": "urgent",
        "words": "Jeg vil gerne ud igen.",
        "basis": "sel-85",
    }

    to_sector: Sector
    to_unit: Unit
    priority: Priority = Priority.ROUTINE
    words: Words
    """What the citizen hopes for, in the citizen's own words."""
    basis: LegalBasis


class DeclinedRead(ReadModel):
    """Why the asked party will not help."""

    declined_by: str
    reason: DeclineReason
    words: Opened
    suggestion: Opened | None
    is_decision: bool


class ReferralRead(ReadModel):
    """One referral, opened; reading it is logged."""

    referral_id: UUID = Field(validation_alias="id")
    state: State
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    priority: Priority
    words: Opened
    basis: LegalBasis
    answer_by: date
    submitted_at: datetime
    received_by: str | None
    accepted_by: str | None
    starts_on: date | None
    declined: DeclinedRead | None
    version: int


class ReferralsRead(BaseModel):
    """A citizen's referrals, the newest first."""

    citizen_id: UUID
    version: int
    referrals: list[ReferralRead]


@router.post("", status_code=201, response_model=ReferralNow)
@refuses(LawWithoutHelp)
async def submit_referral(
    citizen: Citizen, body: SubmitReferral, caller: Staff, once: Creating, door: Door
) -> Response:
    """Submit a referral for the citizen."""
    asked = Submission(
        id=uuid7(),
        from_sector=caller.sector or Sector.SOCIAL,
        to_sector=body.to_sector,
        to_unit=body.to_unit,
        priority=body.priority,
        words=await door.keyring.seal(citizen, "words", body.words),
        basis=body.basis,
        author=caller.subject,
    )
    location = f"/v1/citizens/{citizen}/referrals"
    return await door.decide(citizen, once, lambda tx: told(submit(tx, asked), 201, location))


@router.post("/{referral_id}/cancel", response_model=ReferralNow)
@refuses(UnknownReferral, NotTheAuthor, NotOpen)
async def cancel_referral(
    citizen: Citizen, referral_id: UUID, caller: Staff, once: Changing, door: Door
) -> Response:
    """Take a referral back; its author may, for as long as nobody has answered it."""
    decision = change(referral_id, once, lambda it, now: cancel(it, caller.subject, now))
    return await door.decide(citizen, once, decision)


@router.get("")
async def read_referrals(citizen: Citizen, caller: Staff, door: Door, response: Response) -> ReferralsRead:
    """The citizen's referrals."""
    referrals = (await known(door, citizen)).referrals
    texts = await door.opened(citizen, {one.id: one for one in referrals}, caller, "read-referrals")
    response.headers["etag"] = etag(highest(referrals))
    shown = [ReferralRead.model_validate(one, context=texts) for one in referrals]
    return ReferralsRead(citizen_id=citizen, version=highest(referrals), referrals=shown)
