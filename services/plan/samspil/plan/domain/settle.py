"""Settling: what a stay asks of people, as it is now known, whatever was known of it before."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from samspil.contracts.plan import (
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanReviewDue,
    PlanReviewWithdrawn,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
)
from samspil.plan.domain.ask import ask
from samspil.plan.domain.close import close
from samspil.plan.domain.follow_up import FollowUps, follow_up
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Reviews
from samspil.plan.domain.review_need import review_need
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.support_question import Questions
from samspil.plan.domain.withdraw import withdraw_follow_ups, withdraw_questions, withdraw_reviews
from samspil.rulebook.rulebook import Rulebook

StayFacts = tuple[
    PlanSupportQuestionAsked
    | PlanSupportQuestionWithdrawn
    | PlanFollowUpOpened
    | PlanFollowUpWithdrawn
    | PlanReviewDue
    | PlanReviewWithdrawn,
    ...,
]


class Brought(NamedTuple):
    """What stays and milestones have brought with them."""

    questions: Questions
    follow_ups: FollowUps
    reviews: Reviews
    """All of the citizen's; only those because of a stay or a milestone are decided about."""


def settle(
    plan: Plan | None,
    brought: Brought,
    stay: Stay,
    rules: Rulebook,
    now: datetime,
    *,
    told_here: bool = True,
    but: Collection[str] = (),
    anew: bool = True,
) -> tuple[Brought, StayFacts]:
    """Asked while the stay goes on, followed up after it, withdrawn if it never was; no plan, nothing.

    ``told_here`` and ``but``: see ``follow_up``; ``anew``: see ``review_need``.
    """
    if plan is None:
        return brought, ()
    questions, about_support = _questions(plan, brought.questions, stay, now)
    if (home := stay.came_home_at) is None:
        follow_ups, no_contacts = withdraw_follow_ups(plan, brought.follow_ups, stay.id, now)
        reviews, no_reviews = withdraw_reviews(brought.reviews, {stay.id}, now)
        return Brought(questions, follow_ups, reviews), (*about_support, *no_contacts, *no_reviews)
    follow_ups, opened = follow_up(
        plan, brought.follow_ups, stay.id, home, rules, now, told_here=told_here, but=but
    )
    reviews, due = review_need(plan, brought.reviews, stay.id, home, rules, now, anew=anew)
    return Brought(questions, follow_ups, reviews), (*about_support, *opened, *due)


def take_back(plan: Plan | None, brought: Brought, stay: Stay, now: datetime) -> tuple[Brought, StayFacts]:
    """Only what the stay does not ask for any more; nobody is asked anything new."""
    if plan is None or stay.goes_on:
        return brought, ()
    questions, withdrawn = _questions(plan, brought.questions, stay, now)
    if stay.came_home_at is not None:
        return brought._replace(questions=questions), withdrawn
    follow_ups, also = withdraw_follow_ups(plan, brought.follow_ups, stay.id, now)
    return brought._replace(questions=questions, follow_ups=follow_ups), (*withdrawn, *also)


def _questions(plan: Plan, questions: Questions, stay: Stay, now: datetime) -> tuple[Questions, StayFacts]:
    if stay.never_was:
        return withdraw_questions(plan, questions, stay.id, now)
    if stay.goes_on:
        return ask(plan, questions, stay.id, now)
    return close(questions, stay.id), ()
