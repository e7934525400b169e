"""Hold a review: what comes of it is said, and the next one is set unless it came to an end."""

from uuid import UUID

from samspil.plan.domain.hold_review import Held, require_review
from samspil.plan.domain.hold_review import hold_review as hold
from samspil.plan.domain.plan import require_plan
from samspil.plan.domain.review import Review
from samspil.plan.handlers.settle_reviews import settle_reviews
from samspil.plan.storage.transaction import PlanTransaction


def hold_review(
    tx: PlanTransaction, review_id: UUID, seen: int | None, held: Held
) -> tuple[Review, Review | None]:
    """The review as it is now, and the next one of the same, if there is one.

    Raises ``NoPlan``, ``UnknownReview``, ``StaleVersion`` and what the decision raises.
    """
    plan = require_plan(tx.plans.of(tx.citizen))
    review = require_review(tx.reviews.of(tx.citizen), review_id)
    done = tx.change(tx.reviews, review, seen, lambda it, now: hold(plan, it, held, now), plan.referral_id)
    settle_reviews(tx)
    return done, _next_of(tx, done)


def _next_of(tx: PlanTransaction, held: Review) -> Review | None:
    if not held.is_regular:
        return None
    of_same = (one for one in tx.reviews.of(tx.citizen).values() if one.is_regular and one.waits)
    return next((one for one in of_same if one.intervention_id == held.intervention_id), None)
