"""Settling: what a stay asks of people, as it is now known, whatever was known of it before."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from samspil.contracts.plan import (
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
)
from samspil.plan.domain.ask import ask
from samspil.plan.domain.close import close
from samspil.plan.domain.follow_up import FollowUps, follow_up
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.support_question import Questions
from samspil.plan.domain.withdraw import withdraw_follow_ups, withdraw_questions

StayFacts = tuple[
    PlanSupportQuestionAsked | PlanSupportQuestionWithdrawn | PlanFollowUpOpened | PlanFollowUpWithdrawn,
    ...,
]


class Brought(NamedTuple):
    """What stays have brought with them."""

    questions: Questions
    follow_ups: FollowUps


def settle(
    plan: Plan | None,
    brought: Brought,
    stay: Stay,
    now: datetime,
    *,
    told_here: bool = True,
    but: Collection[str] = (),
) -> tuple[Brought, StayFacts]:
    """Asked while the stay goes on, followed up after it, withdrawn if it never was; no plan, nothing.

    ``told_here`` and ``but``: see ``follow_up``.
    """
    if plan is None:
        return brought, ()
    questions, about_support = _questions(plan, brought.questions, stay, now)
    if (home := stay.came_home_at) is not None:
        follow_ups, opened = follow_up(
            plan, brought.follow_ups, stay.id, home, now, told_here=told_here, but=but
        )
        return Brought(questions, follow_ups), (*about_support, *opened)
    follow_ups, withdrawn = withdraw_follow_ups(plan, brought.follow_ups, stay.id, now)
    return Brought(questions, follow_ups), (*about_support, *withdrawn)


def take_back(plan: Plan | None, brought: Brought, stay: Stay, now: datetime) -> tuple[Brought, StayFacts]:
    """Only what the stay does not ask for any more; nobody is asked anything new."""
    if plan is None or stay.goes_on:
        return brought, ()
    questions, withdrawn = _questions(plan, brought.questions, stay, now)
    if stay.came_home_at is not None:
        return Brought(questions, brought.follow_ups), withdrawn
    follow_ups, also = withdraw_follow_ups(plan, brought.follow_ups, stay.id, now)
    return Brought(questions, follow_ups), (*withdrawn, *also)


def _questions(plan: Plan, questions: Questions, stay: Stay, now: datetime) -> tuple[Questions, StayFacts]:
    if stay.never_was:
        return withdraw_questions(plan, questions, stay.id, now)
    if stay.goes_on:
        return ask(plan, questions, stay.id, now)
    return close(questions, stay.id), ()
