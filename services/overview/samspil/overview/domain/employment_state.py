"""What ``employment.v1`` says, folded: steps towards work, and what the jobcenter was told."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentFact,
    EmploymentHelpRequested,
    EmploymentHelpRequestWithdrawn,
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
    EmploymentReferralAnswered,
    MilestoneKind,
)
from samspil.contracts.envelope import Event
from samspil.overview.domain.contradictions import AnswerHeard


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step towards work or education (milepæl)."""

    id: UUID
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    planned_at: datetime
    started_on: date | None = None
    ended_on: date | None = None
    version: int = 0
    """The number of the last event about it."""


@dataclass(frozen=True, slots=True)
class DeliveryEnd:
    """How a message to a partner ended."""

    id: UUID
    told: Told
    outcome: Outcome
    ended_at: datetime
    referral_id: UUID | None = None
    """The referral that it told of, where it told of one."""
    version: int = 0
    """The number of the last event about it."""
    message_id: UUID | None = None
    """The message that somebody wrote, where it carried one."""


@dataclass(frozen=True, slots=True)
class EmploymentState:
    """Everything of the topic; a deleted milestone is not in it."""

    milestones: tuple[Milestone, ...] = ()
    deliveries: tuple[DeliveryEnd, ...] = ()
    answers: tuple[AnswerHeard, ...] = ()
    """To referrals of ours, in the order in which they were told."""


def fold_employment(state: EmploymentState | None, event: Event[Any]) -> EmploymentState:
    """One more event of the topic."""
    state, seq = state or EmploymentState(), event.seq
    fact: EmploymentFact = event.data
    match fact:
        case EmploymentMilestonePlanned():
            planned = Milestone(
                id=fact.milestone_id,
                kind=fact.kind,
                starts_on=fact.starts_on,
                ends_on=fact.ends_on,
                hours_per_week=fact.hours_per_week,
                planned_at=fact.occurred_at,
                version=seq,
            )
            return _with(state, planned)
        case EmploymentMilestoneAdjusted():
            before = _found(state, fact.milestone_id)
            adjusted = Milestone(
                id=fact.milestone_id,
                kind=fact.kind,
                starts_on=fact.starts_on,
                ends_on=fact.ends_on,
                hours_per_week=fact.hours_per_week,
                planned_at=before.planned_at if before else fact.occurred_at,
                started_on=fact.started_on,
                ended_on=fact.ended_on,
                version=seq,
            )
            return _with(state, adjusted)
        case EmploymentMilestoneStarted(milestone_id=id_, started_on=day):
            before = _found(state, id_)
            begun = before and replace(before, starts_on=day, started_on=day, version=seq)
            return _with(state, begun) if begun else state
        case EmploymentMilestoneEnded(milestone_id=id_, ended_on=day):
            before = _found(state, id_)
            ended = before and replace(before, ends_on=day, ended_on=day, version=seq)
            return _with(state, ended) if ended else state
        case EmploymentMilestoneVoided(milestone_id=id_):
            return replace(state, milestones=tuple(one for one in state.milestones if one.id != id_))
        case EmploymentDeliveryEnded():
            end = DeliveryEnd(
                fact.delivery_id,
                fact.told,
                fact.outcome,
                fact.occurred_at,
                fact.referral_id,
                seq,
            )
            return replace(state, deliveries=(*state.deliveries, end))
        case EmploymentReferralAnswered():
            answer = AnswerHeard(fact.answer_id, fact.referral_id, fact.answer, fact.occurred_at, seq)
            return replace(state, answers=(*state.answers, answer))
        case EmploymentHelpRequested() | EmploymentHelpRequestWithdrawn():
            return state  # it becomes a referral, which is told as one
    assert_never(fact)


def _found(state: EmploymentState, id_: UUID) -> Milestone | None:
    return next((one for one in state.milestones if one.id == id_), None)


def _with(state: EmploymentState, milestone: Milestone) -> EmploymentState:
    """In one order, whatever the order in which they were told."""
    others = (one for one in state.milestones if one.id != milestone.id)
    ordered = sorted((*others, milestone), key=lambda one: (one.planned_at, one.id))
    return replace(state, milestones=tuple(ordered))
