"""``/v1/citizens/{citizen}/referrals/{referral}/…``: the asked party takes a referral in and answers it."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.referral import DeclineReason
from samspil.referral.api.doors import Answering, Door
from samspil.referral.api.referral_now import ReferralNow, change
from samspil.referral.domain.accept import StartsInThePast, accept
from samspil.referral.domain.decline import No, decline
from samspil.referral.domain.receive import AlreadyReceived, receive
from samspil.referral.domain.referral import NotOpen, NotReceived, UnknownReferral
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals/{referral_id}", tags=["referrals"])


class AcceptReferral(Body):
    """A visitator's yes."""

    EXAMPLE: ClassVar = {
        "starts_on": in_days(30),
    }

    starts_on: Annotated[AgreedDay, Field(description="The day help is expected to start.")]


class DeclineReferral(Body):
    """A visitator's no."""

    EXAMPLE: ClassVar = {
        "reason": "another_offer_fits_better",
        "words": "Værestedet hjælper bedre med det, du ønsker.",
        "suggestion": "Værestedet i Nørregade",
        "is_decision": True,
    }

    reason: DeclineReason
    words: Words
    """Why; the citizen can read it."""
    suggestion: Words | None = None
    """What may help instead."""
    is_decision: bool = False
    """Whether it is a decision that the citizen can complain of, and was told how."""


@router.post("/receive", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, AlreadyReceived)
async def receive_referral(
    citizen: Citizen, referral_id: UUID, by: Answering, once: Changing, door: Door
) -> Response:
    """Take the referral in; the day for an answer does not move."""
    return await door.decide(citizen, once, change(referral_id, once, lambda it, now: receive(it, by, now)))


@router.post("/accept", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotReceived, StartsInThePast)
async def accept_referral(
    citizen: Citizen, referral_id: UUID, body: AcceptReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Say that the asked party will help."""
    decision = change(referral_id, once, lambda it, now: accept(it, by, body.starts_on, now))
    return await door.decide(citizen, once, decision)


@router.post("/decline", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotReceived)
async def decline_referral(
    citizen: Citizen, referral_id: UUID, body: DeclineReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Say that the asked party will not help, and why."""
    words = await door.keyring.seal(citizen, "words", body.words)
    other = await door.keyring.seal(citizen, "suggestion", body.suggestion) if body.suggestion else None
    no = No(body.reason, words, other, body.is_decision)
    return await door.decide(
        citizen, once, change(referral_id, once, lambda it, now: decline(it, by, no, now))
    )
