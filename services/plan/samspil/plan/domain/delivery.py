"""What was delivered by a plan: the help that the citizen agreed to, from when, and how it was looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import (
    AgreementFact,
    PlanAgreed,
    PlanFact,
    PlanInterventionAdded,
    PlanInterventionWithoutGoalAdded,
    PlanReviewDue,
    PlanReviewHeld,
    PlanReviewWithdrawn,
)
from samspil.plan.domain.plan import Intervention, Plan


class NeverAgreed(Exception):
    """The citizen never agreed to the plan: nothing of it was ever in force."""


class NoCprNumber(Exception):
    """The citizen goes by no number of the civil registration system."""


@dataclass(frozen=True, slots=True)
class Given:
    """Help that the citizen agreed to."""

    help: Intervention
    decided_at: datetime
    begins_on: date

    @property
    def is_over(self) -> bool:
        """Whether it is no longer in force; what rests is not over."""
        return self.help.ended_on is not None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A plan as it was carried out."""

    plan: Plan
    given: tuple[Given, ...]
    next_review: date | None
    """By when it is looked at with the citizen; None once it is over, or where no day is set."""
    reviews: tuple[PlanReviewHeld, ...]
    """Of the whole plan; those of one help say nothing of the whole."""


def deliver(plan: Plan, said: Iterable[PlanFact]) -> Delivery:
    """From the plan, and everything that was said of it in its order. Raises ``NeverAgreed``.

    Help that ended before its first day was never given.
    The first review of help that was agreed before reviews had days of their own is on the day set with it.
    Reviews because of a stay or a milestone are of that class and no part of it, nor is why help rests.
    """
    if plan.agreed_on is None:
        raise NeverAgreed
    decided: dict[UUID, datetime] = {}
    agreed: dict[UUID, date] = {}
    due: dict[UUID, PlanReviewDue] = {}
    has_days: set[UUID | None] = set()
    held: dict[UUID, PlanReviewHeld] = {}
    for fact in (one for one in said if not isinstance(one, AgreementFact) and one.plan_id == plan.id):
        match fact:
            case PlanInterventionAdded() | PlanInterventionWithoutGoalAdded():
                decided[fact.intervention_id] = fact.occurred_at
            case PlanAgreed():
                agreed = {**dict.fromkeys(decided, fact.agreed_on), **agreed}
            case PlanReviewDue(stay_id=None, milestone_id=None):
                due[fact.review_id] = fact
                has_days.add(fact.intervention_id)
            case PlanReviewHeld():
                looked_at = due.pop(fact.review_id, None)
                if looked_at is not None and looked_at.intervention_id is None:
                    held[fact.review_id] = fact
            case PlanReviewWithdrawn():
                due.pop(fact.review_id, None)
    helps = [one for one in plan.interventions.values() if one.agreed and one.id in agreed]
    given = [Given(one, decided[one.id], one.starts_on or agreed[one.id]) for one in helps]
    begun = tuple(one for one in given if one.help.ended_on is None or one.help.ended_on >= one.begins_on)
    days = [one.due_on for one in due.values()]
    days += [one.review_by for one in helps if one.review_by and one.in_force and one.id not in has_days]
    next_review = min(days, default=None) if plan.ended_on is None else None
    return Delivery(plan, begun, next_review, tuple(held.values()))
