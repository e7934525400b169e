"""Settling reviews: one waits of each help in force and of the plan that is, and none of what is over."""

from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import PlanReviewDue, PlanReviewWithdrawn, ReviewResult
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review, Reviews, due, review_id, withdraw_review

ReviewFacts = tuple[PlanReviewDue | PlanReviewWithdrawn, ...]

REVIEW_WITHIN_YEARS = 1
"""A parameter: help is looked at continually (serviceloven § 148, stk. 2), and the law names no day."""

ENDS = frozenset({ReviewResult.END, ReviewResult.END_AND_REFER})
"""After these nothing is looked at again: what it was about is to be ended."""


def year_after(day: date) -> date:
    """The same day of the next year; of 29 February the 28th. The calendar's last year has none after it."""
    if day.year + REVIEW_WITHIN_YEARS > date.max.year:
        return date.max
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + REVIEW_WITHIN_YEARS, day=28 if is_leap_day else day.day)


def settle_reviews(
    plan: Plan, reviews: Reviews, now: datetime, *, asks: bool = True
) -> tuple[Reviews, ReviewFacts]:
    """As the plan stands: whatever was missing is due, and what is about nothing any more is withdrawn.

    What waits keeps its day. ``asks`` is not so of a citizen who died or is in another's care: nothing waits.
    """
    first_days = _first_days(plan) if asks else {}
    withdrawn = [
        withdraw_review(one, now)
        for one in reviews.values()
        if one.waits and (one.plan_id != plan.id or one.intervention_id not in first_days)
    ]
    regular = {about: _regular(plan, reviews, about) for about in first_days}
    missing = [
        _next_of(plan, about, regular[about], first_on)
        for about, first_on in first_days.items()
        if _is_missing(plan, regular[about])
    ]
    settled = {one.id: one for one in (*(one for one, _ in withdrawn), *missing)}
    return {**reviews, **settled}, (*(fact for _, fact in withdrawn), *(due(one, now) for one in missing))


def _first_days(plan: Plan) -> dict[UUID | None, date]:
    """What is looked at again and again, each with the last day of its first review."""
    if plan.agreed_on is None or plan.ended_on is not None:
        return {}
    since = plan.agreed_on
    return {None: year_after(since)} | {
        one.id: one.review_by or year_after(max(since, one.starts_on or since))
        for one in plan.interventions.values()
        if one.in_force
    }


def _is_missing(plan: Plan, regular: list[Review]) -> bool:
    """Whether none waits; none is missing of what is to be ended and was not agreed to again since."""
    return not any(
        one.waits or (one.result in ENDS and one.held_at_agreement == plan.agreements) for one in regular
    )


def _next_of(plan: Plan, about: UUID | None, regular: list[Review], first_on: date) -> Review:
    """One that was withdrawn waits anew, by its day; after one that was held comes the next round."""
    last = max((one for one in regular if one.held_on), key=lambda one: one.round, default=None)
    withdrawn = next((one for one in regular if one.withdrawn_at), None)
    round_ = last.round + 1 if last else 1
    due_on = withdrawn.due_on if withdrawn else _day_after(last) or first_on
    return Review(review_id(about or plan.id, round_), plan.id, about, due_on, round_)


def _day_after(held: Review | None) -> date | None:
    if held is None or held.held_on is None:
        return None
    return held.next_on or year_after(held.held_on)


def _regular(plan: Plan, reviews: Reviews, about: UUID | None) -> list[Review]:
    of_plan = (one for one in reviews.values() if one.is_regular and one.plan_id == plan.id)
    return [one for one in of_plan if one.intervention_id == about]
