"""Withdrawing: what a stay caused is taken back when there was no such stay, or no such discharge."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanFollowUpWithdrawn, PlanSupportQuestionWithdrawn
from samspil.plan.domain.follow_up import FollowUps
from samspil.plan.domain.plan import Plan
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
