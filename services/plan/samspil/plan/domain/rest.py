"""Resting: a citizen who died or went to another municipality asks nothing of anybody, until that ends."""

from datetime import datetime
from uuid import UUID

from samspil.plan.domain.plan import Plan
from samspil.plan.domain.settle import Brought, StayFacts
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.domain.withdraw import withdraw_follow_ups, withdraw_questions, withdraw_reviews


def asking(brought: Brought) -> tuple[UUID, ...]:
    """The stays and milestones that ask something of somebody."""
    return tuple(dict.fromkeys((*_unanswered(brought), *_to_be_met(brought), *_to_be_looked_at(brought))))


def rest(plan: Plan | None, brought: Brought, now: datetime) -> tuple[Brought, StayFacts]:
    """Everything that waits is withdrawn; what somebody answered or did stays."""
    said: StayFacts = ()
    if plan is None:
        return brought, said
    questions, follow_ups, reviews = brought
    for stay in dict.fromkeys(_unanswered(brought)):
        questions, no_answers = withdraw_questions(plan, questions, stay, now)
        said += no_answers
    for stay in dict.fromkeys(_to_be_met(brought)):
        follow_ups, no_contacts = withdraw_follow_ups(plan, follow_ups, stay, now)
        said += no_contacts
    reviews, no_reviews = withdraw_reviews(reviews, set(_to_be_looked_at(brought)), now)
    return Brought(questions, follow_ups, reviews), (*said, *no_reviews)


def _unanswered(brought: Brought) -> list[UUID]:
    return [one.stay_id for one in brought.questions.values() if one.state is QuestionState.OPEN]


def _to_be_met(brought: Brought) -> list[UUID]:
    return [one.stay_id for one in brought.follow_ups.values() if one.waits]


def _to_be_looked_at(brought: Brought) -> list[UUID]:
    waiting = (one for one in brought.reviews.values() if one.waits)
    return [cause for one in waiting if (cause := one.stay_id or one.milestone_id)]
