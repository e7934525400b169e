"""``/v1/citizens/{citizen}/referrals/{referral}/…``: the asked party takes a referral in and answers it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from samspil.referral.api.doors import Answering, Door
from samspil.referral.api.referral_now import ReferralNow, change
from samspil.referral.domain.accept import accept
from samspil.referral.domain.receive import receive
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals/{referral_id}", tags=["referrals"])


class AcceptReferral(BaseModel):
    """A visitator's yes."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    starts_on: Annotated[AgreedDay, Field(description="The day help is expected to start.")]


@router.post("/receive", response_model=ReferralNow)
async def receive_referral(
    citizen: Citizen, referral_id: UUID, by: Answering, once: Changing, door: Door
) -> Response:
    """Take the referral in; the day for an answer does not move."""
    return await door.decide(citizen, once, change(referral_id, once, lambda it, now: receive(it, by, now)))


@router.post("/accept", response_model=ReferralNow)
async def accept_referral(
    citizen: Citizen, referral_id: UUID, body: AcceptReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Say that the asked party will help."""
    decision = change(referral_id, once, lambda it, now: accept(it, by, body.starts_on, now))
    return await door.decide(citizen, once, decision)
