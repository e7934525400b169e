"""``/v1/citizens/{citizen}/referrals/{referral}/…``: the asked unit takes a referral in and answers it."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.referral import DeclineReason, Hearing
from samspil.referral.api.doors import Answering, Door
from samspil.referral.api.letters import seal_refusal
from samspil.referral.api.referral_now import ReferralNow, change, told
from samspil.referral.domain.accept import StartsInThePast, accept
from samspil.referral.domain.basis import LawWithoutHelp
from samspil.referral.domain.citizen_file import CitizenIsDead
from samspil.referral.domain.decline import No, NotHeard, decline
from samspil.referral.domain.ground import NoGround, NumberWanted
from samspil.referral.domain.receive import AlreadyReceived, receive
from samspil.referral.domain.redirect import RedirectedToItself
from samspil.referral.domain.referral import (
    NeedsVisitator,
    NotNow,
    NotOpen,
    NotReceived,
    UnknownReferral,
)
from samspil.referral.domain.request_information import AuthorElsewhere, request_information
from samspil.referral.domain.submit import WRONG_SUBMISSIONS
from samspil.referral.domain.waitlist import waitlist
from samspil.referral.handlers.redirect_referral import redirect_referral as pass_on
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.unit import Unit
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals/{referral_id}", tags=["referrals"])


class RequestInformation(Body):
    """What the asked unit has to know before it can answer."""

    EXAMPLE: ClassVar = {"words": "Hvor bor borgeren for tiden?"}

    words: Words


class AcceptReferral(Body):
    """A yes."""

    EXAMPLE: ClassVar = {"starts_on": in_days(30)}

    starts_on: Annotated[AgreedDay, Field(description="The day help is expected to start.")]


class DeclineReferral(Body):
    """A no; where help is granted by a decision it is one, and the citizen's letter is written from this."""

    EXAMPLE: ClassVar = {
        "reason": "another_offer_fits_better",
        "words": "Værestedet hjælper bedre med det, du ønsker.",
        "suggestion": "Værestedet i Nørregade",
        "hearing": "held",
    }

    reason: DeclineReason
    words: Words
    """Why; the citizen can read it."""
    suggestion: Words | None = None
    """What may help instead."""
    hearing: Hearing | None = None
    """How the citizen was heard; asked for where the no is a decision."""


class RedirectReferral(Body):
    """To whom it is passed on, and why."""

    EXAMPLE: ClassVar = {"to_unit": "BOSTOETTE-1", "words": "Bostøtten kan hjælpe med det samme."}

    to_unit: Unit
    """The next unit, by its own code."""
    words: Words
    """Why; the citizen can read it."""
    basis: LegalBasis | None = None
    """What it is asked for, where that is something else."""


class WaitlistReferral(Body):
    """Help is granted and cannot begin yet."""

    EXAMPLE: ClassVar = {"expected_on": in_days(60)}

    expected_on: Annotated[AgreedDay, Field(description="The day help is expected to start.")]


@router.post("/receive", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, AlreadyReceived)
async def receive_referral(
    citizen: Citizen, referral_id: UUID, by: Answering, once: Changing, door: Door
) -> Response:
    """Take the referral in; the day for an answer does not move."""
    return await door.decide(citizen, once, change(referral_id, once, lambda it, now: receive(it, by, now)))


@router.post("/request-information", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, NotReceived, AuthorElsewhere)
async def request_referral_information(
    citizen: Citizen,
    referral_id: UUID,
    body: RequestInformation,
    by: Answering,
    once: Changing,
    door: Door,
) -> Response:
    """Ask the author for more; the time for an answer stands still until it is told."""
    words = await door.keyring.seal(citizen, "words", body.words)
    return await door.decide(
        citizen,
        once,
        change(referral_id, once, lambda it, now: request_information(it, by, words, door.rules, now)),
    )


@router.post("/accept", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, NotReceived, NeedsVisitator, StartsInThePast)
async def accept_referral(
    citizen: Citizen, referral_id: UUID, body: AcceptReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Say that the asked unit will help."""
    decision = change(referral_id, once, lambda it, now: accept(it, by, body.starts_on, now))
    return await door.decide(citizen, once, decision)


@router.post("/decline", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, NotReceived, NeedsVisitator, NotHeard)
async def decline_referral(
    citizen: Citizen, referral_id: UUID, body: DeclineReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Say that the asked unit will not help, and why; the letter to the citizen is kept with it."""
    words = await door.keyring.seal(citizen, "words", body.words)
    other = await door.keyring.seal(citizen, "suggestion", body.suggestion) if body.suggestion else None
    letter = await seal_refusal(door, citizen, referral_id, body.words, body.suggestion, body.hearing)
    no = No(body.reason, words, other, body.hearing, letter)
    return await door.decide(
        citizen, once, change(referral_id, once, lambda it, now: decline(it, by, no, now))
    )


@router.post("/redirect", response_model=ReferralNow)
@refuses(
    UnknownReferral,
    NotOpen,
    NotNow,
    NotReceived,
    RedirectedToItself,
    CitizenIsDead,
    LawWithoutHelp,
    NumberWanted,
    NoGround,
    *WRONG_SUBMISSIONS,
)
async def redirect_referral(
    citizen: Citizen, referral_id: UUID, body: RedirectReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Pass the referral on: another one, of the same words, asks the next unit."""
    words = await door.keyring.seal(citizen, "words", body.words)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            pass_on(tx, referral_id, once.seen, by, body.to_unit, body.basis, words, door.rules, door.law)
        ),
    )


@router.post("/waitlist", response_model=ReferralNow)
@refuses(UnknownReferral, NotOpen, NotNow, StartsInThePast)
async def waitlist_referral(
    citizen: Citizen, referral_id: UUID, body: WaitlistReferral, by: Answering, once: Changing, door: Door
) -> Response:
    """Say until about when the citizen waits; said again when that moves."""
    decision = change(referral_id, once, lambda it, now: waitlist(it, by, body.expected_on, now))
    return await door.decide(citizen, once, decision)
