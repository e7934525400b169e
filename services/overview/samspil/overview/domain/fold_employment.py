"""What ``employment.v1`` says, folded."""

from dataclasses import replace
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentFact,
    EmploymentHelpRequested,
    EmploymentHelpRequestWithdrawn,
    EmploymentMeetingCalled,
    EmploymentMeetingCancelled,
    EmploymentMilestoneAchieved,
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestoneLost,
    EmploymentMilestonePlanned,
    EmploymentMilestoneProposed,
    EmploymentMilestoneStarted,
    EmploymentMilestoneSustained,
    EmploymentMilestoneVoided,
    EmploymentReferralAnswered,
    EmploymentStatusChanged,
)
from samspil.contracts.envelope import Event
from samspil.overview.domain.contradictions import AnswerHeard
from samspil.overview.domain.employment_state import (
    Call,
    DeliveryEnd,
    EmploymentState,
    EmploymentStatus,
    ProposedStep,
)
from samspil.overview.domain.fold_milestones import (
    achieved,
    adjusted,
    ended,
    lost,
    planned,
    started,
    sustained,
    touched,
)


def fold_employment(state: EmploymentState | None, event: Event[Any]) -> EmploymentState:
    """One more event of the topic."""
    state, seq = state or EmploymentState(), event.seq
    fact: EmploymentFact = event.data
    match fact:
        case EmploymentMilestoneProposed():
            return _proposed(state, fact, seq)
        case EmploymentMilestonePlanned():
            return _settled(planned(state, fact, seq), fact.milestone_id)
        case EmploymentMilestoneAdjusted():
            return _settled(adjusted(state, fact, seq), fact.milestone_id)
        case EmploymentMilestoneStarted():
            return started(state, fact, seq)
        case EmploymentMilestoneAchieved():
            return achieved(state, fact, seq)
        case EmploymentMilestoneSustained():
            return sustained(state, fact, seq)
        case EmploymentMilestoneLost():
            return lost(state, fact, seq)
        case EmploymentMilestoneEnded():
            return ended(state, fact, seq)
        case EmploymentMilestoneVoided(milestone_id=id_):
            stand = tuple(one for one in state.milestones if one.id != id_)
            return _settled(replace(state, milestones=stand), id_)
        case EmploymentMeetingCalled():
            return _called(state, fact, seq)
        case EmploymentMeetingCancelled():
            return _cancelled(state, fact, seq)
        case EmploymentStatusChanged():
            return _status(state, fact, seq)
        case EmploymentDeliveryEnded():
            end = DeliveryEnd(
                fact.delivery_id, fact.told, fact.outcome, fact.occurred_at, fact.referral_id, seq
            )
            return replace(state, deliveries=(*state.deliveries, end))
        case EmploymentReferralAnswered():
            answer = AnswerHeard(fact.answer_id, fact.referral_id, fact.answer, fact.occurred_at, seq)
            return replace(state, answers=(*state.answers, answer))
        case EmploymentHelpRequested() | EmploymentHelpRequestWithdrawn():
            return state  # it becomes a referral, which is told as one
    assert_never(fact)


def _proposed(state: EmploymentState, fact: EmploymentMilestoneProposed, seq: int) -> EmploymentState:
    """Proposed again it is changed; what is agreed is no longer proposed."""
    if any(one.id == fact.milestone_id for one in state.milestones):
        return touched(state, fact.milestone_id, seq)
    step = ProposedStep(
        fact.milestone_id,
        fact.kind,
        fact.starts_on,
        fact.purpose,
        fact.goal_id,
        fact.entered_by,
        fact.occurred_at,
        seq,
    )
    others = (one for one in state.proposed if one.id != step.id)
    return replace(state, proposed=tuple(sorted((*others, step), key=lambda one: (one.proposed_at, one.id))))


def _settled(state: EmploymentState, milestone: UUID) -> EmploymentState:
    """What was proposed is agreed, or taken back."""
    return replace(state, proposed=tuple(one for one in state.proposed if one.id != milestone))


def _called(state: EmploymentState, fact: EmploymentMeetingCalled, seq: int) -> EmploymentState:
    call = Call(
        fact.meeting_id,
        fact.kind,
        fact.form,
        fact.at,
        fact.minutes,
        fact.place,
        fact.occurred_at,
        version=seq,
    )
    others = (one for one in state.calls if one.id != call.id)
    return replace(state, calls=tuple(sorted((*others, call), key=lambda one: (one.at, one.id))))


def _cancelled(state: EmploymentState, fact: EmploymentMeetingCancelled, seq: int) -> EmploymentState:
    return replace(
        state,
        calls=tuple(
            replace(one, cancelled_at=fact.occurred_at, version=seq) if one.id == fact.meeting_id else one
            for one in state.calls
        ),
    )


def _status(state: EmploymentState, fact: EmploymentStatusChanged, seq: int) -> EmploymentState:
    others = tuple(one for one in state.status if one.id != fact.status_id)
    if not fact.periods:
        return replace(state, status=others)
    now = EmploymentStatus(fact.status_id, fact.periods, fact.coordinator, fact.occurred_at, seq)
    return replace(state, status=tuple(sorted((*others, now), key=lambda one: one.id)))
