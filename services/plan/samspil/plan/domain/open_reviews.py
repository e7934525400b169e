"""Opening reviews that a stay or a milestone asks for, each once; one that was withdrawn is opened anew."""

from collections.abc import Iterable
from datetime import datetime

from samspil.contracts.plan import PlanReviewDue
from samspil.plan.domain.review import Review, Reviews, due


def open_reviews(
    reviews: Reviews, wanted: Iterable[Review], now: datetime
) -> tuple[Reviews, tuple[PlanReviewDue, ...]]:
    """One that waits gets another day where the cause has another day; one that was held stays held."""
    opened = {one.id: one for one in wanted if _is_to_open(reviews.get(one.id), one)}
    facts = tuple(due(one, now) for one in opened.values())
    return {**reviews, **opened}, facts


def _is_to_open(earlier: Review | None, wanted: Review) -> bool:
    if earlier is None or earlier.withdrawn_at is not None:
        return True
    return earlier.waits and earlier.due_on != wanted.due_on
