"""``/v1/citizens/{citizen}/referrals``: asking a unit to help, and where it stands."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.contracts.referral import ClosingReason, CompletionOutcome, DeclineReason, Hearing, Priority
from samspil.referral.api.doors import Door, Staff
from samspil.referral.api.known import known
from samspil.referral.api.referral_now import ReferralNow, told
from samspil.referral.domain.basis import LawWithoutHelp
from samspil.referral.domain.citizen_file import CitizenIsDead, FileIsMerged
from samspil.referral.domain.from_unit import NotTheirUnit, own_unit
from samspil.referral.domain.ground import WRONG_WITH_REFERRAL, NumberWanted
from samspil.referral.domain.referral import State
from samspil.referral.domain.submit import WRONG_SUBMISSIONS, Submission
from samspil.referral.handlers.submit_referral import submit_referral as submit
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Creating
from samspil.web.read_model import Opened, ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals", tags=["referrals"])


class SubmitReferral(Body):
    """An author's entry."""

    EXAMPLE: ClassVar = {
        "to_unit": "VISITATION-1",
        "priority": "urgent",
        "words": "Jeg vil gerne ud igen.",
        "basis": "sel-85",
    }

    to_unit: Unit
    """Who is to help, by the unit's own code."""
    priority: Priority = Priority.ROUTINE
    words: Words
    """What the citizen hopes for, in the citizen's own words."""
    basis: LegalBasis
    consent_until: Annotated[
        AgreedDay | None,
        Field(description="Until when the citizen agrees that another party is told of it, and answers."),
    ] = None
    consent_form: Annotated[
        ConsentForm | None,
        Field(description="How the citizen said so; that the region answers is agreed to in writing."),
    ] = None
    from_unit: Unit | None = None
    """The author's; the one that the token names, where it names one alone."""


class QuestionRead(ReadModel):
    """What the asked unit wanted to know, and what it was told."""

    words: Opened
    answer: Opened | None


class DeclinedRead(ReadModel):
    """Why the asked unit will not help."""

    declined_by: str
    reason: DeclineReason
    words: Opened
    suggestion: Opened | None
    is_decision: bool
    hearing: Hearing | None


class RedirectedRead(ReadModel):
    """Where it was passed on to, and why."""

    redirected_by: str
    successor: UUID
    words: Opened


class CompletedRead(ReadModel):
    """How what was asked for ended."""

    completed_by: str
    outcome: CompletionOutcome | None
    words: Opened | None


class ReferralRead(ReadModel):
    """One referral, opened; reading it is logged."""

    referral_id: UUID = Field(validation_alias="id")
    state: State
    overdue: bool
    from_sector: Sector
    from_unit: str | None
    to_sector: Sector
    to_unit: str
    priority: Priority
    words: Opened
    basis: LegalBasis
    needs_decision: bool
    author: str
    answer_by: date
    submitted_at: datetime
    follows: UUID | None
    received_by: str | None
    questions: list[QuestionRead]
    accepted_by: str | None
    starts_on: date | None
    declined: DeclinedRead | None
    redirected: RedirectedRead | None
    completed: CompletedRead | None
    closed: ClosingReason | None
    letters: list[Opened]
    """What was written to the citizen about it, the oldest first."""
    version: int


class ReferralsRead(BaseModel):
    """A citizen's referrals, the newest first."""

    citizen_id: UUID
    version: int
    referrals: list[ReferralRead]


@router.post("", status_code=201, response_model=ReferralNow)
@refuses(
    FileIsMerged,
    CitizenIsDead,
    LawWithoutHelp,
    NumberWanted,
    NotTheirUnit,
    *WRONG_WITH_REFERRAL.values(),
    *WRONG_SUBMISSIONS,
)
async def submit_referral(
    citizen: Citizen, body: SubmitReferral, caller: Staff, once: Creating, door: Door
) -> Response:
    """Submit a referral for the citizen."""
    asked = Submission(
        id=uuid7(),
        from_sector=caller.sector or Sector.SOCIAL,
        to_unit=body.to_unit,
        priority=body.priority,
        words=await door.keyring.seal(citizen, "words", body.words),
        basis=body.basis,
        author=caller.subject,
        from_unit=own_unit(caller.units, body.from_unit),
    )
    location = f"/v1/citizens/{citizen}/referrals"
    agreed = body.consent_until, body.consent_form
    return await door.decide(
        citizen,
        once,
        lambda tx: told(submit(tx, asked, door.rules, door.law, *agreed), 201, location),
    )


@router.get("")
async def read_referrals(citizen: Citizen, caller: Staff, door: Door, response: Response) -> ReferralsRead:
    """The citizen's referrals."""
    referrals = (await known(door, citizen)).referrals
    texts = await door.opened(citizen, {one.id: one for one in referrals}, caller, "read-referrals")
    response.headers["etag"] = etag(highest(referrals))
    shown = [ReferralRead.model_validate(one, context=texts) for one in referrals]
    return ReferralsRead(citizen_id=citizen, version=highest(referrals), referrals=shown)
