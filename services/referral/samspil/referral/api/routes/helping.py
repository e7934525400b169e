"""``/v1/citizens/{citizen}/referrals/{referral}/…``: help begins and ends, and why an answer is late."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.referral import CompletionOutcome
from samspil.referral.api.doors import Answering, Door
from samspil.referral.api.letters import seal_delay
from samspil.referral.api.referral_now import ReferralNow, change
from samspil.referral.domain.answer_cancellation import RefusedWithoutWords, answer_cancellation
from samspil.referral.domain.complete import complete
from samspil.referral.domain.notify_delay import NotLater, NotOverdue, notify_delay
from samspil.referral.domain.referral import NotNow, NotOpen, UnknownReferral
from samspil.referral.domain.start import StartedBeforeAsked, StartsInTheFuture, start
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals/{referral_id}", tags=["referrals"])


class StartHelp(Body):
    """The first real contact was held."""

    EXAMPLE: ClassVar = {"started_on": in_days(0)}

    started_on: Annotated[AgreedDay, Field(description="The day help began.")]


class CompleteReferral(Body):
    """How what was asked for ended."""

    EXAMPLE: ClassVar = {"outcome": "goal_reached", "words": "Du kommer nu selv af sted."}

    outcome: CompletionOutcome
    words: Words | None = None
    """What the author is told about it."""


class AnswerCancellation(Body):
    """Whether help is stopped as the author asks; if not, why."""

    EXAMPLE: ClassVar = {"stops": False, "words": "Borgeren ønsker selv at fortsætte."}

    stops: bool = False
    words: Words | None = None


class NotifyDelay(Body):
    """The citizen is written to: the answer is late, and comes on this day at the latest."""

    EXAMPLE: ClassVar = {"answer_by": in_days(14)}

    answer_by: Annotated[AgreedDay, Field(description="The new last day.")]


@router.post("/start", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, StartsInTheFuture, StartedBeforeAsked)
async def start_referral(
    citizen: Citizen, referral_id: UUID, body: StartHelp, by: Answering, once: Changing, door: Door
) -> Response:
    """Say that help has begun; an open-access offer begins without a yes before it."""
    started_on: date = body.started_on
    decision = change(referral_id, once, lambda it, now: start(it, by, started_on, now))
    return await door.decide(citizen, once, decision)


@router.post("/complete", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow)
async def complete_referral(
    citizen: Citizen, referral_id: UUID, body: CompleteReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Say that what was asked for is done."""
    words = await door.keyring.seal(citizen, "words", body.words) if body.words else None
    decision = change(referral_id, once, lambda it, now: complete(it, by, body.outcome, words, now))
    return await door.decide(citizen, once, decision)


@router.post("/answer-cancellation", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, RefusedWithoutWords)
async def answer_referral_cancellation(
    citizen: Citizen, referral_id: UUID, body: AnswerCancellation, by: Answering, once: Changing, door: Door
) -> Response:
    """Answer the author, who asks that help be stopped."""
    words = await door.keyring.seal(citizen, "words", body.words) if body.words else None
    return await door.decide(
        citizen,
        once,
        change(referral_id, once, lambda it, now: answer_cancellation(it, by, words, now, stops=body.stops)),
    )


@router.post("/notify-delay", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, NotOverdue, NotLater)
async def notify_referral_delay(
    citizen: Citizen, referral_id: UUID, body: NotifyDelay, by: Answering, once: Changing, door: Door
) -> Response:
    """Write to the citizen that the answer is late, and when it comes; the letter is kept with it."""
    letter = await seal_delay(door, citizen, referral_id, body.answer_by)
    decision = change(referral_id, once, lambda it, now: notify_delay(it, by, body.answer_by, letter, now))
    return await door.decide(citizen, once, decision)
