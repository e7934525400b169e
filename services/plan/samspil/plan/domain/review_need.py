"""Asking after a stay whether the need has changed: a review of each help that is given in the home."""

from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanReviewDue
from samspil.plan.domain.last_day import last_day
from samspil.plan.domain.open_reviews import open_reviews
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review, Reviews, review_id
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis

IN_THE_HOME = frozenset({LegalBasis.SEL_83, LegalBasis.SEL_85})


def review_need(
    plan: Plan,
    reviews: Reviews,
    stay_id: UUID,
    discharged_at: datetime,
    rules: Rulebook,
    now: datetime,
    *,
    anew: bool = True,
) -> tuple[Reviews, tuple[PlanReviewDue, ...]]:
    """Of each § 83 and § 85 help that is in force, once a stay; due some days after the follow-up.

    Unless ``anew``, only of help of which it was asked because of this stay before.
    """
    day = danish_day(discharged_at)
    wanted = [
        Review(
            id=review_id(help_.id, stay_id),
            plan_id=plan.id,
            intervention_id=help_.id,
            due_on=last_day(rules, day, help_.provision, Step.FOLLOW_UP, Step.NEED),
            stay_id=stay_id,
        )
        for help_ in plan.interventions.values()
        if help_.in_force and help_.provision in IN_THE_HOME
    ]
    return open_reviews(reviews, (one for one in wanted if anew or one.id in reviews), now)
