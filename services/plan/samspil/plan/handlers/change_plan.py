"""Change the citizen's plan, or a thing that belongs to it; all of it is said in the plan's case."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from samspil.contracts.envelope import Fact
from samspil.ledger.transaction import Decide
from samspil.plan.domain.answer import require_question
from samspil.plan.domain.complete import require_follow_up
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.meeting import Meeting, require_meeting
from samspil.plan.domain.plan import Plan, require_going_on, require_plan
from samspil.plan.domain.support_question import SupportQuestion
from samspil.plan.handlers.pause_now import pause_now
from samspil.plan.handlers.settle_reviews import settle_reviews
from samspil.plan.storage.transaction import PlanTransaction

Facts = tuple[Fact, ...]


def change_plan(tx: PlanTransaction, seen: int | None, decide: Decide[Plan]) -> Plan:
    """The plan as it is now, its reviews with it; what comes into force during a stay pauses by rule.

    Raises ``NoPlan``, ``PlanOver``, ``StaleVersion`` and what the decision raises.
    """
    plan = require_plan(tx.plans.of(tx.citizen))
    require_going_on(plan)
    changed = pause_now(tx, tx.change(tx.plans, plan, seen, decide, plan.referral_id))
    settle_reviews(tx)
    return changed


def change_question(
    tx: PlanTransaction,
    question_id: UUID,
    seen: int | None,
    decide: Callable[[Plan, SupportQuestion, datetime], tuple[SupportQuestion, Facts]],
) -> SupportQuestion:
    """The question as it is now; the plan stays as it is.

    Raises ``NoPlan``, ``UnknownQuestion``, ``StaleVersion`` and what the decision raises.
    """
    plan = require_plan(tx.plans.of(tx.citizen))
    question = require_question(tx.questions.of(tx.citizen), question_id)
    return tx.change(tx.questions, question, seen, lambda it, now: decide(plan, it, now), plan.referral_id)


def change_follow_up(
    tx: PlanTransaction,
    follow_up_id: UUID,
    seen: int | None,
    decide: Callable[[Plan, FollowUp, datetime], tuple[FollowUp, Facts]],
) -> FollowUp:
    """The follow-up as it is now; the plan stays as it is.

    Raises ``NoPlan``, ``UnknownFollowUp``, ``StaleVersion`` and what the decision raises.
    """
    plan = require_plan(tx.plans.of(tx.citizen))
    follow_up = require_follow_up(tx.follow_ups.of(tx.citizen), follow_up_id)
    return tx.change(tx.follow_ups, follow_up, seen, lambda it, now: decide(plan, it, now), plan.referral_id)


def change_meeting(
    tx: PlanTransaction, meeting_id: UUID, seen: int | None, decide: Decide[Meeting]
) -> Meeting:
    """The meeting as it is now; the plan stays as it is.

    Raises ``NoPlan``, ``UnknownMeeting``, ``StaleVersion`` and what the decision raises.
    """
    plan = require_plan(tx.plans.of(tx.citizen))
    meeting = require_meeting(tx.meetings.of(tx.citizen), meeting_id)
    return tx.change(tx.meetings, meeting, seen, decide, plan.referral_id)
