"""``/v1/citizens/{citizen}/plan/reviews``: by when the help, and the whole plan, are looked at."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.contracts.plan import ReviewResult
from samspil.plan.api.doors import Door, Reader
from samspil.plan.domain.hold_review import (
    TO_DO,
    Held,
    HeldBeforePlan,
    NextInThePast,
    NoNextReview,
    ReviewOver,
    ToDo,
    UnknownReview,
)
from samspil.plan.domain.plan import NoPlan
from samspil.plan.domain.without_citizen import CitizenCame, ReasonMissing
from samspil.plan.handlers.hold_review import hold_review
from samspil.plan.storage.queries import read_reviews
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay, HappenedDay
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.read_model import Opened, ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/reviews", tags=["reviews"])


class HoldReview(Body):
    """What came of looking at it."""

    EXAMPLE: ClassVar = {
        "citizen_came": True,
        "result": "continue",
        "found_change": "Jeg kommer ud hver uge nu.",
    }

    held_on: Annotated[HappenedDay | None, Field(description="Left out: today.")] = None
    citizen_came: bool
    without_citizen_because: Annotated[
        Words | None, Field(description="Why it was held without the citizen, who reads it.")
    ] = None
    result: ReviewResult
    found_change: Annotated[
        Words | None, Field(description="What the help has changed for the citizen so far.")
    ] = None
    next_on: Annotated[
        AgreedDay | None, Field(description="The last day of the next one; left out: a year later.")
    ] = None


class HeldReview(Told):
    """The review as it was held, and what follows."""

    review_id: UUID
    next_review_id: UUID | None
    """Null: nothing is looked at again."""
    next_on: date | None
    to_do: list[ToDo]
    """What remains to be done, by acts of their own."""


class ReviewRead(ReadModel):
    """One review: it waits, was held, or is withdrawn."""

    review_id: UUID = Field(validation_alias="id")
    intervention_id: UUID | None
    """Null: the whole plan."""
    due_on: date
    milestone_id: UUID | None
    """The milestone because of which it is looked at."""
    stay_id: UUID | None
    """The stay after which it is asked whether the need has changed."""
    held_on: date | None
    citizen_came: bool | None
    without_citizen_because: Opened | None
    result: ReviewResult | None
    found_change: Opened | None
    withdrawn_at: datetime | None
    version: int


class ReviewsRead(BaseModel):
    """All reviews of a citizen's plan, the first due first."""

    citizen_id: UUID
    version: int
    reviews: list[ReviewRead]


@router.get("")
@refuses(NoPlan)
async def read_reviews_of_plan(
    citizen: Citizen, caller: Reader, door: Door, response: Response
) -> ReviewsRead:
    """What is to be looked at, and what came of it; some tell of stays, and reading them is logged."""
    reviews = await read_reviews(door.store.pool, citizen)
    texts = await door.opened(citizen, {str(one.id): one for one in reviews}, caller, "read-reviews")
    response.headers["etag"] = etag(highest(reviews))
    shown = [ReviewRead.model_validate(one, context=texts) for one in reviews]
    return ReviewsRead(citizen_id=citizen, version=highest(reviews), reviews=shown)


@router.post("/{review_id}/hold", response_model=HeldReview)
@refuses(
    NoPlan,
    UnknownReview,
    ReviewOver,
    ReasonMissing,
    CitizenCame,
    HeldBeforePlan,
    NoNextReview,
    NextInThePast,
)
async def hold_review_of_plan(
    citizen: Citizen, review_id: UUID, body: HoldReview, caller: Reader, once: Changing, door: Door
) -> Response:
    """Record that the help, or the whole plan, was looked at; the next day is set unless that is over."""
    held = Held(
        citizen_came=body.citizen_came,
        without_citizen_because=await door.sealed(citizen, "words", body.without_citizen_because),
        result=body.result,
        found_change=await door.sealed(citizen, "words", body.found_change),
        by=caller.subject,
        on=body.held_on,
        next_on=body.next_on,
    )

    def decide(tx: PlanTransaction) -> Answer:
        done, following = hold_review(tx, review_id, once.seen, held)
        told = HeldReview(
            review_id=done.id,
            next_review_id=following.id if following else None,
            next_on=following.due_on if following else None,
            to_do=list(TO_DO[held.result]),
            version=done.version,
        )
        return Answer.of(told)

    return await door.decide(citizen, once, decide)
