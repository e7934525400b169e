"""The plan with one more fact about a review, a meeting, a contact, or what a stay asks."""

from dataclasses import replace
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.plan import (
    PlanContactNoted,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanFollowUpOverdue,
    PlanFollowUpWithdrawn,
    PlanMeetingBooked,
    PlanMeetingCancelled,
    PlanMeetingHeld,
    PlanMeetingMissed,
    PlanReviewDue,
    PlanReviewHeld,
    PlanReviewWithdrawn,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
)
from samspil.overview.domain.plan_dates import (
    Contact,
    FollowUp,
    Meeting,
    MeetingState,
    Review,
    SupportQuestion,
)
from samspil.overview.domain.plan_state import PlanState

StayFact = (
    PlanSupportQuestionAsked
    | PlanSupportQuestionAnswered
    | PlanSupportQuestionWithdrawn
    | PlanFollowUpOpened
    | PlanFollowUpCompleted
    | PlanFollowUpWithdrawn
    | PlanFollowUpOverdue
)

ReviewFact = PlanReviewDue | PlanReviewHeld | PlanReviewWithdrawn
MeetingFact = PlanMeetingBooked | PlanMeetingHeld | PlanMeetingMissed | PlanMeetingCancelled


def after_review(state: PlanState, fact: ReviewFact, seq: int) -> PlanState:
    """With one more fact of a review, among those of its class."""
    match fact:
        case PlanReviewDue():
            due = Review(
                id=fact.review_id,
                intervention_id=fact.intervention_id,
                due_on=fact.due_on,
                since=fact.occurred_at,
                milestone_id=fact.milestone_id,
                stay_id=fact.stay_id,
                version=seq,
            )
            kept = "need_reviews" if due.stay_id else "milestone_reviews" if due.milestone_id else "reviews"
            others = tuple(one for one in getattr(state, kept) if one.id != due.id)
            changed: dict[str, Any] = {kept: (*others, due)}
            return replace(state, **changed)
        case PlanReviewHeld():
            return _review(
                _found(state, fact),
                fact.review_id,
                version=seq,
                held_on=fact.held_on,
                citizen_came=fact.citizen_came,
                without_citizen_because=fact.without_citizen_because,
                result=fact.result,
            )
        case PlanReviewWithdrawn():
            return _review(state, fact.review_id, version=seq, withdrawn_at=fact.occurred_at)
    assert_never(fact)


def _review(state: PlanState, id_: UUID, **changed: Any) -> PlanState:
    def after(reviews: tuple[Review, ...]) -> tuple[Review, ...]:
        return tuple(replace(one, **changed) if one.id == id_ else one for one in reviews)

    return replace(
        state,
        reviews=after(state.reviews),
        milestone_reviews=after(state.milestone_reviews),
        need_reviews=after(state.need_reviews),
    )


def _found(state: PlanState, fact: PlanReviewHeld) -> PlanState:
    """What a review found stands with the help that it was about."""
    about = {one.intervention_id for one in state.all_reviews if one.id == fact.review_id}
    if fact.found_change is None:
        return state
    found = (
        replace(one, found_change=fact.found_change) if one.id in about else one
        for one in state.interventions
    )
    return replace(state, interventions=tuple(found))


def after_meeting(state: PlanState, fact: MeetingFact, seq: int) -> PlanState:
    """With one more fact of a meeting; booked again, it is one meeting."""
    match fact:
        case PlanMeetingBooked():
            booked = Meeting(
                id=fact.meeting_id,
                kind=fact.kind,
                at=fact.at,
                place=fact.place,
                invited=fact.invited,
                responsible=fact.responsible,
                booked_at=fact.occurred_at,
                version=seq,
            )
            others = tuple(one for one in state.meetings if one.id != booked.id)
            return replace(state, meetings=(*others, booked))
        case PlanMeetingHeld():
            held: dict[str, Any] = {"came": fact.came, "why": fact.without_citizen_because}
            return _meeting(state, fact, seq, MeetingState.HELD, result=fact.result, **held)
        case PlanMeetingMissed():
            return _meeting(state, fact, seq, MeetingState.MISSED, missing=fact.missing)
        case PlanMeetingCancelled():
            off: dict[str, Any] = {"cancelled_by": fact.cancelled_by, "why": fact.reason}
            return _meeting(state, fact, seq, MeetingState.CANCELLED, **off)
    assert_never(fact)


def _meeting(
    state: PlanState, fact: MeetingFact, seq: int, became: MeetingState, **changed: Any
) -> PlanState:
    meetings = (
        replace(one, state=became, version=seq, **changed) if one.id == fact.meeting_id else one
        for one in state.meetings
    )
    return replace(state, meetings=tuple(meetings))


def after_contact(state: PlanState, fact: PlanContactNoted) -> PlanState:
    """With one more contact."""
    noted = Contact(fact.contact_id, fact.kind, fact.outcome, fact.on, fact.words, fact.noted_by)
    return replace(state, contacts=(*state.contacts, noted))


def after_stay(state: PlanState, fact: StayFact, seq: int) -> PlanState:
    """With one more fact of what is asked because of a stay; asked again, it is one question."""
    match fact:
        case PlanSupportQuestionAsked():
            asked = SupportQuestion(
                id=fact.question_id,
                stay_id=fact.stay_id,
                intervention_id=fact.intervention_id,
                support_worker=fact.support_worker,
                asked_at=fact.occurred_at,
                version=seq,
            )
            others = tuple(one for one in state.questions if one.id != asked.id)
            return replace(state, questions=(*others, asked))
        case PlanSupportQuestionAnswered(answer=answer, occurred_at=at):
            return _question(state, fact.question_id, version=seq, answer=answer, answered_at=at)
        case PlanSupportQuestionWithdrawn():
            return _question(state, fact.question_id, version=seq, withdrawn_at=fact.occurred_at)
        case PlanFollowUpOpened():
            opened = FollowUp(
                fact.follow_up_id,
                fact.stay_id,
                fact.support_worker,
                fact.due_on,
                fact.occurred_at,
                version=seq,
            )
            apart = tuple(one for one in state.follow_ups if one.id != opened.id)
            return replace(state, follow_ups=(*apart, opened))
        case PlanFollowUpCompleted():
            return _follow_up(state, fact.follow_up_id, version=seq, completed_at=fact.occurred_at)
        case PlanFollowUpWithdrawn():
            return _follow_up(state, fact.follow_up_id, version=seq, withdrawn_at=fact.occurred_at)
        case PlanFollowUpOverdue():
            return _follow_up(state, fact.follow_up_id, version=seq, is_overdue=True)
    assert_never(fact)


def _question(state: PlanState, id_: UUID, **changed: Any) -> PlanState:
    questions = (replace(one, **changed) if one.id == id_ else one for one in state.questions)
    return replace(state, questions=tuple(questions))


def _follow_up(state: PlanState, id_: UUID, **changed: Any) -> PlanState:
    follow_ups = (replace(one, **changed) if one.id == id_ else one for one in state.follow_ups)
    return replace(state, follow_ups=tuple(follow_ups))
