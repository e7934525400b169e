"""Holding a review: somebody looked at what helps, with the citizen or for a reason without."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.plan import PlanReviewHeld, ReviewResult
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review, Reviews
from samspil.plan.domain.settle_reviews import ENDS
from samspil.plan.domain.without_citizen import require_reason
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class UnknownReview(Exception):
    """No such review is of this citizen's plan."""


class ReviewOver(Exception):
    """It was held before, or withdrawn."""


class HeldBeforePlan(Exception):
    """There was no plan on that day."""


class NoNextReview(Exception):
    """Nothing is looked at again: it is to be ended, or was looked at once, because of something."""


class NextInThePast(Exception):
    """The day of the next one has passed already."""


class ToDo(StrEnum):
    """What a review leaves to be done, by its own act."""

    CHANGE = "change"
    """The plan is changed, and agreed again."""
    END = "end"
    """The help, or the plan, is ended."""
    REFER = "refer"
    """The citizen is referred to other help."""


TO_DO = {
    ReviewResult.CONTINUE: (),
    ReviewResult.CHANGE: (ToDo.CHANGE,),
    ReviewResult.END: (ToDo.END,),
    ReviewResult.END_AND_REFER: (ToDo.END, ToDo.REFER),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody says of a review."""

    citizen_came: bool
    without_citizen_because: Sealed | None
    result: ReviewResult
    found_change: Sealed | None
    by: str
    """Staff id."""
    on: date | None = None
    """None: today."""
    next_on: date | None = None
    """None: when it is due by rule."""


def require_review(reviews: Reviews, review_id: UUID) -> Review:
    """The citizen's review. Raises ``UnknownReview``."""
    review = reviews.get(review_id)
    if review is None:
        raise UnknownReview
    return review


def hold_review(
    plan: Plan, review: Review, held: Held, now: datetime
) -> tuple[Review, tuple[PlanReviewHeld, ...]]:
    """Held once, also after its day; the next one is set by ``settle_reviews``.

    Raises ``ReviewOver``, ``ReasonMissing``, ``CitizenCame``, ``HeldBeforePlan``, ``NoNextReview`` or
    ``NextInThePast``.
    """
    today = danish_day(now)
    held_on = held.on or today
    if not review.waits:
        raise ReviewOver
    require_reason(held.without_citizen_because, citizen_came=held.citizen_came)
    if held_on < danish_day(plan.opened_at):
        raise HeldBeforePlan
    _require_next(review, held, today)
    after = replace(
        review,
        held_on=held_on,
        held_at_agreement=plan.agreements,
        citizen_came=held.citizen_came,
        without_citizen_because=held.without_citizen_because,
        result=held.result,
        found_change=held.found_change,
        next_on=held.next_on,
    )
    fact = PlanReviewHeld(
        plan_id=review.plan_id,
        review_id=review.id,
        held_on=held_on,
        citizen_came=held.citizen_came,
        without_citizen_because=held.without_citizen_because,
        result=held.result,
        found_change=held.found_change,
        held_by=held.by,
        occurred_at=now,
    )
    return after, (fact,)


def _require_next(review: Review, held: Held, today: date) -> None:
    if held.next_on is None:
        return
    if held.result in ENDS or not review.is_regular:
        raise NoNextReview
    if held.next_on < today:
        raise NextInThePast
