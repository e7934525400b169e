"""``/v1/citizens/{citizen}/referral-answers``: what a hospital answers to a referral, read in its message."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.contracts.answer import PartnerAnswer
from samspil.region_bridge.api.doors import Door, Staff
from samspil.region_bridge.domain.answers import Answer as Read
from samspil.region_bridge.domain.answers import NotAboutReferral, UnknownMessage
from samspil.region_bridge.domain.held import NotReceived
from samspil.region_bridge.handlers.answer_referral import answer_referral
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Creating, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referral-answers", tags=["referral answers"])


class AnswerReferral(Body):
    """The step that the region took, as whoever read the message enters it."""

    EXAMPLE: ClassVar = {
        "message_id": "01a20c5a-b084-7a10-8b5e-0000000003a5",
        "answer": "accepted",
        "words": "I er velkomne fra den første.",
    }

    message_id: UUID
    """The message in which it stands, by the id that its fact has."""
    answer: PartnerAnswer
    words: Words
    """What they wrote: why not, or what they want to know."""
    day: AgreedDay | None = None
    """When help is to start, or has started; where they say it."""


class ReferralAnswered(Told):
    """What it was said of."""

    referral_id: UUID
    answer: PartnerAnswer
    day: date | None


@router.post("", status_code=201, response_model=ReferralAnswered)
@refuses(UnknownMessage, NotAboutReferral, NotReceived)
async def answer_a_referral(
    citizen: Citizen, body: AnswerReferral, caller: Staff, once: Creating, door: Door
) -> Response:
    """Say what they answered: the referral takes the step, where it can follow; its author reads why."""
    words = await door.keyring.seal(citizen, "words", body.words)
    read = Read(body.message_id, body.answer, words, body.day, caller.subject)

    def decide(tx: RegionTransaction) -> Answer:
        referral, version = answer_referral(tx, read)
        told = ReferralAnswered(referral_id=referral, answer=body.answer, day=body.day, version=version)
        return Answer.of(told, 201)

    return await door.decide(citizen, once, decide)
