"""``/v1/citizens/{citizen}/referrals``: asking a party to help."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from samspil.contracts.referral import Priority
from samspil.ledger.say import Cause
from samspil.referral.api.doors import Behind, Staff
from samspil.referral.api.routes.citizens import access_of
from samspil.referral.domain.referral import State
from samspil.referral.domain.submit import Submission
from samspil.referral.handlers.cancel_referral import cancel_referral
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.storage.queries import read_file
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.idempotency import Answer, OnceOnly
from samspil.web.problems import Problem
from samspil.web.versions import VersionSeen, etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals", tags=["referrals"])


class SubmitReferral(BaseModel):
    """An author's entry."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    to_sector: Sector
    to_unit: Annotated[str, StringConstraints(pattern="^[A-Za-z0-9-]{1,40}$")]
    priority: Priority = Priority.ROUTINE
    words: Words
    """What the citizen hopes for, in the citizen's own words."""
    basis: LegalBasis


class SubmittedReferral(BaseModel):
    """Where the referral is, and until when an answer is owed."""

    referral_id: UUID
    version: int
    answer_by: date


class CancelledReferral(BaseModel):
    """The file's version with the referral taken back."""

    version: int


class ReferralRead(BaseModel):
    """One referral, opened; reading it is logged."""

    referral_id: UUID
    state: State
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    priority: Priority
    words: str
    basis: LegalBasis
    answer_by: date
    submitted_at: datetime
    received_by: str | None
    accepted_by: str | None
    starts_on: date | None


class ReferralsRead(BaseModel):
    """A citizen's referrals, the newest first."""

    citizen_id: UUID
    version: int
    referrals: list[ReferralRead]


@router.post("", status_code=201, response_model=SubmittedReferral)
async def submit(
    citizen_id: UUID,
    body: SubmitReferral,
    caller: Staff,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Submit a referral for the citizen."""
    citizen = CitizenId(citizen_id)
    asked = Submission(
        id=uuid7(),
        from_sector=caller.sector or Sector.SOCIAL,
        to_sector=body.to_sector,
        to_unit=body.to_unit,
        priority=body.priority,
        words=await behind.keyring.seal(citizen, "words", body.words),
        basis=body.basis,
        author=caller.subject,
    )
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            file, referral = submit_referral(tx, citizen, asked, version_seen, Cause(case=asked.id))
            return Answer(
                201,
                {
                    "referral_id": str(referral.id),
                    "version": file.version,
                    "answer_by": referral.answer_by.isoformat(),
                },
                {"location": f"/v1/citizens/{citizen}/referrals", "etag": etag(file.version)},
            )

        answer = await once.answer(tx.connection, decide)
    return answer.response()


@router.post("/{referral_id}/cancel", response_model=CancelledReferral)
async def cancel(
    citizen_id: UUID,
    referral_id: UUID,
    caller: Staff,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Take a referral back; its author may, for as long as nobody has answered it."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            file = cancel_referral(tx, citizen, referral_id, caller.subject, version_seen)
            return Answer(200, {"version": file.version}, {"etag": etag(file.version)})

        answer = await once.answer(tx.connection, decide)
    return answer.response()


@router.get("")
async def read(citizen_id: UUID, caller: Staff, behind: Behind, response: Response) -> ReferralsRead:
    """The citizen's referrals."""
    citizen = CitizenId(citizen_id)
    found = await read_file(behind.store.pool, citizen)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    opened = await behind.keyring.open(
        citizen, {str(one.id): one.words for one in found.referrals}, access_of(caller, "read-referrals")
    )
    response.headers["etag"] = etag(found.file.version)
    return ReferralsRead(
        citizen_id=citizen,
        version=found.file.version,
        referrals=[
            ReferralRead(
                referral_id=one.id,
                state=one.state,
                from_sector=one.from_sector,
                to_sector=one.to_sector,
                to_unit=one.to_unit,
                priority=one.priority,
                words=opened[str(one.id)],
                basis=one.basis,
                answer_by=one.answer_by,
                submitted_at=one.submitted_at,
                received_by=one.received_by,
                accepted_by=one.accepted_by,
                starts_on=one.starts_on,
            )
            for one in found.referrals
        ],
    )
