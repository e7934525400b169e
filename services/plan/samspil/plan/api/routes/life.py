"""``/v1/citizens/{citizen}/plan``: offering the plan, taking part in it, agreeing to it, ending it."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.plan import OfferAnswer, Participation, PlanEnd
from samspil.plan.api.doors import Door, PlanDoor, Planner, Reader
from samspil.plan.domain.agree import (
    CitizensWordsMissing,
    EmploymentWishMissing,
    NothingToAgree,
    ParticipationMissing,
    agree,
)
from samspil.plan.domain.end import EndedBeforePlan
from samspil.plan.domain.offer import AnsweredBeforeOffer, OfferAccepted, answer_offer, offer
from samspil.plan.domain.plan import NoPlan, PlanOver
from samspil.plan.domain.take_part import TakingPart, WordsAndNoWords, take_part
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.end_plan import end_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import HappenedDay
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan", tags=["plan"])

ThatDay = Annotated[HappenedDay | None, Field(description="Left out: today.")]


class OfferPlan(Body):
    """That the citizen was offered a plan, or what the citizen says to that."""

    EXAMPLE: ClassVar = {"answer": "accepted"}

    on: ThatDay = None
    answer: Annotated[
        OfferAnswer | None,
        Field(description="Left out: offered. With one: the answer, and offered where it was not."),
    ] = None


class OfferedPlan(Told):
    """The offer as it stands."""

    plan_id: UUID
    offered_on: date | None
    answer: OfferAnswer | None


class RecordParticipation(Body):
    """How the citizen took part in the plan as it is to be agreed."""

    EXAMPLE: ClassVar = {"how": "took_part", "words": "Det er min plan, og den er god nok."}

    how: Participation
    on: ThatDay = None
    words: Annotated[Words | None, Field(description="The citizen's own words about the plan.")] = None
    gave_no_words: Annotated[
        bool, Field(description="The citizen was asked for words of their own, and said no to that.")
    ] = False


class RecordedParticipation(Told):
    """What was recorded."""

    plan_id: UUID
    how: Participation


class AgreePlan(Body):
    """How the citizen took part, where it is said in the same act; nothing, where it was recorded before."""

    EXAMPLE: ClassVar = {"how": "took_part"}

    how: Participation | None = None
    words: Annotated[Words | None, Field(description="The citizen's own words about the plan.")] = None
    gave_no_words: Annotated[
        bool, Field(description="The citizen was asked for words of their own, and said no to that.")
    ] = False


class AgreedPlan(Told):
    """The plan that is in force from now on."""

    plan_id: UUID
    agreed_on: date | None


class EndPlan(Body):
    """Why the plan is over, and the citizen's closing words."""

    EXAMPLE: ClassVar = {"because": "goals_met", "words": "At der var nogen, der blev ved med at spørge."}

    because: PlanEnd
    ended_on: ThatDay = None
    words: Annotated[Words | None, Field(description="What made it possible, in the citizen's words.")] = None


class EndedPlan(Told):
    """The plan that is over."""

    plan_id: UUID
    ended_on: date | None


@router.post("/offer", response_model=OfferedPlan)
@refuses(NoPlan, PlanOver, OfferAccepted, AnsweredBeforeOffer)
async def offer_plan(
    citizen: Citizen, body: OfferPlan, caller: Planner, once: Changing, door: Door
) -> Response:
    """Record that a plan was offered (serviceloven § 141), or the answer; a no takes no help away."""

    def decide(tx: PlanTransaction) -> Answer:
        by, on, given = caller.subject, body.on, body.answer
        plan = change_plan(
            tx,
            once.seen,
            lambda it, now: answer_offer(it, given, on, by, now) if given else offer(it, on, by, now),
        )
        return Answer.of(
            OfferedPlan(plan_id=plan.id, offered_on=plan.offered_on, answer=plan.offer, version=plan.version)
        )

    return await door.decide(citizen, once, decide)


@router.post("/participation", response_model=RecordedParticipation)
@refuses(NoPlan, PlanOver, WordsAndNoWords)
async def record_participation(
    citizen: Citizen, body: RecordParticipation, caller: Reader, once: Changing, door: Door
) -> Response:
    """Record how the citizen took part; the plan can be agreed after it, once."""
    words = await door.sealed(citizen, "words", body.words)
    taking = TakingPart(body.how, words, body.gave_no_words, caller.subject, body.on)

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, lambda it, now: take_part(it, taking, now))
        return Answer.of(RecordedParticipation(plan_id=plan.id, how=body.how, version=plan.version))

    return await door.decide(citizen, once, decide)


NOTHING_SAID = AgreePlan()


@router.post("/agree", response_model=AgreedPlan)
@refuses(
    NoPlan,
    PlanOver,
    NothingToAgree,
    ParticipationMissing,
    CitizensWordsMissing,
    EmploymentWishMissing,
    WordsAndNoWords,
)
async def agree_to_plan(
    citizen: Citizen, caller: Planner, once: Changing, door: Door, body: AgreePlan = NOTHING_SAID
) -> Response:
    """Record that the plan is agreed as it stands, with how the citizen took part in it."""
    taking = await _taking_part(door, citizen, body, caller.subject)

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, lambda it, now: agree(it, taking, now))
        return Answer.of(AgreedPlan(plan_id=plan.id, agreed_on=plan.agreed_on, version=plan.version))

    return await door.decide(citizen, once, decide)


async def _taking_part(door: PlanDoor, citizen: CitizenId, body: AgreePlan, by: str) -> TakingPart | None:
    """What is said of it here; words belong to how the citizen took part. Raises ``ParticipationMissing``."""
    if body.how is None and (body.words or body.gave_no_words):
        raise ParticipationMissing
    if body.how is None:
        return None
    return TakingPart(body.how, await door.sealed(citizen, "words", body.words), body.gave_no_words, by)


@router.post("/end", response_model=EndedPlan)
@refuses(NoPlan, PlanOver, EndedBeforePlan)
async def end_plan_of_citizen(
    citizen: Citizen, body: EndPlan, caller: Planner, once: Changing, door: Door
) -> Response:
    """End the plan, and the help that is given by it; the next accepted referral opens another."""
    words = await door.sealed(citizen, "words", body.words)

    def decide(tx: PlanTransaction) -> Answer:
        plan = end_plan(tx, once.seen, body.because, body.ended_on, words, caller.subject)
        return Answer.of(EndedPlan(plan_id=plan.id, ended_on=plan.ended_on, version=plan.version))

    return await door.decide(citizen, once, decide)
