"""Reviewing: by a day somebody looks with the citizen at the help, or at the whole plan."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from samspil.contracts.plan import PlanReviewDue, PlanReviewWithdrawn, ReviewResult
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Review:
    """One look at the help, or at the whole plan: it waits, was held, or is withdrawn."""

    id: UUID
    plan_id: UUID
    intervention_id: UUID | None
    """None: the whole plan."""
    due_on: date
    round: int = 1
    """Which of the regular ones it is of what it is about."""
    milestone_id: UUID | None = None
    """The milestone because of which it is looked at."""
    stay_id: UUID | None = None
    """The stay after which it is asked whether the need has changed."""
    held_on: date | None = None
    held_at_agreement: int | None = None
    """How often the plan had been agreed when it was held: which version of it was looked at."""
    citizen_came: bool | None = None
    without_citizen_because: Sealed | None = None
    result: ReviewResult | None = None
    found_change: Sealed | None = None
    next_on: date | None = None
    """By when the next one is to be held, as was said when this one was."""
    withdrawn_at: datetime | None = None
    version: int = 0
    """The number of the last fact about it."""

    @property
    def waits(self) -> bool:
        """Whether somebody has to hold it."""
        return self.held_on is None and self.withdrawn_at is None

    @property
    def is_regular(self) -> bool:
        """Whether it comes again and again, rather than once, because of something."""
        return self.milestone_id is None and self.stay_id is None


Reviews = dict[UUID, Review]
"""All reviews of one citizen."""


def review_id(about: UUID, which: int | UUID) -> UUID:
    """``about`` the help or the plan; ``which`` its round, or the stay or milestone because of which it is.

    The same of the same always, and never that of a question or a follow-up, which are made of the same ids.
    """
    return uuid5(about, f"review {which}")


def due(review: Review, now: datetime) -> PlanReviewDue:
    """That it waits, by its day; said again it has another day, or waits again."""
    return PlanReviewDue(
        plan_id=review.plan_id,
        review_id=review.id,
        intervention_id=review.intervention_id,
        due_on=review.due_on,
        milestone_id=review.milestone_id,
        stay_id=review.stay_id,
        occurred_at=now,
    )


def withdraw_review(review: Review, now: datetime) -> tuple[Review, PlanReviewWithdrawn]:
    """It waits no more, and nobody held it."""
    fact = PlanReviewWithdrawn(plan_id=review.plan_id, review_id=review.id, occurred_at=now)
    return replace(review, withdrawn_at=now), fact
