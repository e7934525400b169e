"""Resting: a citizen who died or went to another municipality asks nothing of anybody, until that ends."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from samspil.plan.domain.plan import Plan
from samspil.plan.domain.settle import Brought, StayFacts, settle
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.domain.withdraw import withdraw_follow_ups, withdraw_questions


def asking(brought: Brought) -> tuple[UUID, ...]:
    """The stays that ask something of somebody."""
    return tuple(dict.fromkeys((*_unanswered(brought), *_to_be_met(brought))))


def rest(plan: Plan | None, brought: Brought, now: datetime) -> tuple[Brought, StayFacts]:
    """Everything that waits is withdrawn; what somebody answered or did stays."""
    said: StayFacts = ()
    if plan is None:
        return brought, said
    questions, follow_ups = brought
    for stay in _unanswered(brought):
        questions, no_answers = withdraw_questions(plan, questions, stay, now)
        said += no_answers
    for stay in _to_be_met(brought):
        follow_ups, no_contacts = withdraw_follow_ups(plan, follow_ups, stay, now)
        said += no_contacts
    return Brought(questions, follow_ups), said


def resume(
    plan: Plan | None, brought: Brought, resting: Iterable[Stay], now: datetime
) -> tuple[Brought, StayFacts]:
    """What rested asks again, as each stay is known by now."""
    said: StayFacts = ()
    for stay in resting:
        brought, facts = settle(plan, brought, stay, now)
        said += facts
    return brought, said


def _unanswered(brought: Brought) -> Iterable[UUID]:
    open_ = (one for one in brought.questions.values() if one.state is QuestionState.OPEN)
    return dict.fromkeys(one.stay_id for one in open_)


def _to_be_met(brought: Brought) -> Iterable[UUID]:
    return dict.fromkeys(one.stay_id for one in brought.follow_ups.values() if one.waits)
