"""``/v1/citizens/{citizen}/referrals/{referral}/…``: the asked party takes a referral in and answers it."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.referral.api.doors import Answering, Door
from samspil.referral.api.referral_now import ReferralNow, change
from samspil.referral.domain.accept import StartsInThePast, accept
from samspil.referral.domain.receive import AlreadyReceived, receive
from samspil.referral.domain.referral import NotOpen, NotReceived, UnknownReferral
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
