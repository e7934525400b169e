"""Looking at the plan together because of a step towards work: after it begins, and sooner after it ends.

Nothing of it goes to the jobcenter: an end opens support, and is no sanction.
"""

from datetime import date, datetime
from uuid import uuid5

from samspil.contracts.plan import PlanReviewDue, PlanReviewWithdrawn
from samspil.plan.domain.last_day import last_day
from samspil.plan.domain.milestone import Milestone, Told
from samspil.plan.domain.open_reviews import open_reviews
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review, Reviews, review_id
from samspil.plan.domain.withdraw import withdraw_reviews
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day


def review_milestone(
    plan: Plan, reviews: Reviews, milestone: Milestone, rules: Rulebook, now: datetime, *, anew: bool = True
) -> tuple[Reviews, tuple[PlanReviewDue | PlanReviewWithdrawn, ...]]:
    """One review of an agreed plan while the step goes on, another after its end, none if it never was.

    Unless ``anew``, none that was not asked for because of it before.
    """
    asked = asked_by(milestone)
    is_in_force = plan.agreed_on is not None and plan.ended_on is None
    wanted = [_review(plan, milestone, *asked, rules)] if asked and is_in_force else []
    reviews, withdrawn = withdraw_reviews(reviews, {milestone.id}, now, but={one.id for one in wanted})
    reviews, due = open_reviews(reviews, (one for one in wanted if anew or one.id in reviews), now)
    return reviews, (*withdrawn, *due)


def asked_by(milestone: Milestone) -> tuple[Step, Told] | None:
    """What is to be done because of what was told; None where nothing is."""
    if milestone.ended:
        return Step.MILESTONE_ENDED, milestone.ended
    return (Step.MILESTONE_STARTED, milestone.started) if milestone.started else None


def review_by(step: Step, told: Told, rules: Rulebook) -> date:
    """Counted from the day of the step, or from when it was told where that was later."""
    return last_day(rules, max(told.day, danish_day(told.at)), None, step)


def _review(plan: Plan, milestone: Milestone, step: Step, told: Told, rules: Rulebook) -> Review:
    return Review(
        id=review_id(plan.id, uuid5(milestone.id, step)),
        plan_id=plan.id,
        intervention_id=None,
        due_on=review_by(step, told, rules),
        milestone_id=milestone.id,
    )
