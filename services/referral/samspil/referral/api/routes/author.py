"""``/v1/citizens/{citizen}/referrals/{referral}/…``: what its author may change, and what ends it."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.contracts.referral import ClosingReason, Priority
from samspil.referral.api.doors import Author, Door, OfUnits, staff
from samspil.referral.api.referral_now import ReferralNow, change
from samspil.referral.domain.cancel import cancel
from samspil.referral.domain.close import close
from samspil.referral.domain.correct import correct
from samspil.referral.domain.give_information import give_information
from samspil.referral.domain.referral import NotNow, NotOpen, UnknownReferral
from samspil.referral.domain.request_cancellation import request_cancellation
from samspil.referral.domain.void import void
from samspil.vocabulary.plain_text import Words
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing, OnceOnly
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals/{referral_id}", tags=["referrals"])


class GiveInformation(Body):
    """What the asked unit wanted to know."""

    EXAMPLE: ClassVar = {"words": "Borgeren bor hos sin søster."}

    words: Words


class CorrectReferral(Body):
    """What was asked, put right."""

    EXAMPLE: ClassVar = {"words": "Jeg vil gerne ud igen.", "priority": "urgent"}

    words: Words
    """The citizen's own."""
    priority: Priority


class RequestCancellation(Body):
    """Why help that has begun is to be stopped."""

    EXAMPLE: ClassVar = {"words": "Borgeren flytter til en anden kommune."}

    words: Words


class VoidReferral(Body):
    """What the mistake was."""

    EXAMPLE: ClassVar = {"words": "Den handlede om en anden borger."}

    words: Words


class CloseReferral(Body):
    """Why nobody owes anything any more."""

    EXAMPLE: ClassVar = {"reason": "withdrawn"}

    reason: ClosingReason


@router.post("/give-information", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow)
async def give_referral_information(
    citizen: Citizen, referral_id: UUID, body: GiveInformation, by: Author, once: Changing, door: Door
) -> Response:
    """Tell the asked unit what it wanted to know; its time runs on."""
    words = await door.keyring.seal(citizen, "words", body.words)
    decision = change(referral_id, once, lambda it, now: give_information(it, by, words, now))
    return await door.decide(citizen, once, decision)


@router.post("/correct", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow)
async def correct_referral(
    citizen: Citizen, referral_id: UUID, body: CorrectReferral, by: Author, once: Changing, door: Door
) -> Response:
    """Put right what was asked, before there is an answer."""
    words = await door.keyring.seal(citizen, "words", body.words)
    return await door.decide(
        citizen,
        once,
        change(referral_id, once, lambda it, now: correct(it, by, words, body.priority, door.rules, now)),
    )


@router.post("/cancel", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow)
async def cancel_referral(
    citizen: Citizen, referral_id: UUID, by: Author, once: Changing, door: Door
) -> Response:
    """Take a referral back; its author may, for as long as help has not begun."""
    return await door.decide(citizen, once, change(referral_id, once, lambda it, now: cancel(it, by, now)))


@router.post("/request-cancellation", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow)
async def request_referral_cancellation(
    citizen: Citizen, referral_id: UUID, body: RequestCancellation, by: Author, once: Changing, door: Door
) -> Response:
    """Ask that help which has begun be stopped; the asked unit answers."""
    words = await door.keyring.seal(citizen, "words", body.words)
    return await door.decide(
        citizen,
        once,
        change(referral_id, once, lambda it, now: request_cancellation(it, by, words, door.rules, now)),
    )


@router.post("/void", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen)
async def void_referral(
    citizen: Citizen, referral_id: UUID, body: VoidReferral, by: Author, once: Changing, door: Door
) -> Response:
    """Say that it was a mistake that it was ever sent."""
    words = await door.keyring.seal(citizen, "words", body.words)
    decision = change(referral_id, once, lambda it, now: void(it, by, words, now))
    return await door.decide(citizen, once, decision)


@router.post("/close", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen)
async def close_referral(
    citizen: Citizen, referral_id: UUID, body: CloseReferral, caller: OfUnits, once: OnceOnly, door: Door
) -> Response:
    """End it for a reason that lies with the citizen, whatever version of it was seen."""
    by = staff(caller)
    decision = change(referral_id, once, lambda it, now: close(it, by, body.reason, now))
    return await door.decide(citizen, once, decision)
