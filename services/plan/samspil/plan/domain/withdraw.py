"""Withdrawing: what a stay or a milestone caused is taken back when it does not ask for it any more."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanFollowUpWithdrawn, PlanReviewWithdrawn, PlanSupportQuestionWithdrawn
from samspil.plan.domain.follow_up import FollowUps
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Reviews, withdraw_review
from samspil.plan.domain.support_question import Questions, QuestionState


def withdraw_questions(
    plan: Plan, questions: Questions, stay_id: UUID, now: datetime
) -> tuple[Questions, tuple[PlanSupportQuestionWithdrawn, ...]]:
    """Those that nobody has answered; an answer that was given stays."""
    withdrawn = {
        id_: replace(one, state=QuestionState.WITHDRAWN)
        for id_, one in questions.items()
        if one.stay_id == stay_id and one.state in {QuestionState.OPEN, QuestionState.CLOSED}
    }
    facts = tuple(
        PlanSupportQuestionWithdrawn(plan_id=plan.id, question_id=id_, occurred_at=now) for id_ in withdrawn
    )
    return {**questions, **withdrawn}, facts


def withdraw_follow_ups(
    plan: Plan, follow_ups: FollowUps, stay_id: UUID, now: datetime, of: Collection[str] | None = None
) -> tuple[FollowUps, tuple[PlanFollowUpWithdrawn, ...]]:
    """Those that wait, of everybody or ``of`` these workers; that somebody was in touch stays."""
    withdrawn = {
        id_: replace(one, withdrawn_at=now)
        for id_, one in follow_ups.items()
        if one.stay_id == stay_id and one.waits and (of is None or one.support_worker in of)
    }
    facts = tuple(
        PlanFollowUpWithdrawn(plan_id=plan.id, follow_up_id=id_, occurred_at=now) for id_ in withdrawn
    )
    return {**follow_ups, **withdrawn}, facts


def withdraw_reviews(
    reviews: Reviews, causes: Collection[UUID], now: datetime, but: Collection[UUID] = ()
) -> tuple[Reviews, tuple[PlanReviewWithdrawn, ...]]:
    """Those that wait because of these stays and milestones, ``but`` some; one that was held stays."""
    withdrawn = [
        withdraw_review(one, now)
        for one in reviews.values()
        if (one.stay_id or one.milestone_id) in causes and one.waits and one.id not in but
    ]
    return {**reviews, **{one.id: one for one, _ in withdrawn}}, tuple(fact for _, fact in withdrawn)
