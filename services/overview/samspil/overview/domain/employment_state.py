"""What ``employment.v1`` says, folded: steps towards work, and what the jobcenter was told."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    MilestoneKind,
)
from samspil.contracts.envelope import Event


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


@dataclass(frozen=True, slots=True)
class DeliveryEnd:
    """How a message to a partner ended."""

    id: UUID
    told: Told
    outcome: Outcome
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class EmploymentState:
    """Everything of the topic."""

    milestones: tuple[Milestone, ...] = ()
    deliveries: tuple[DeliveryEnd, ...] = ()


def fold_employment(state: EmploymentState | None, event: Event[Any]) -> EmploymentState:
    """One more event of the topic."""
    state = state or EmploymentState()
    match event.data:
        case EmploymentMilestonePlanned() as fact:
            milestone = Milestone(
                id=fact.milestone_id,
                kind=fact.kind,
                starts_on=fact.starts_on,
                ends_on=fact.ends_on,
                hours_per_week=fact.hours_per_week,
                planned_at=fact.occurred_at,
            )
            return replace(state, milestones=(*state.milestones, milestone))
        case EmploymentMilestoneStarted() as fact:
            milestones = tuple(
                replace(one, started_on=fact.started_on) if one.id == fact.milestone_id else one
                for one in state.milestones
            )
            return replace(state, milestones=milestones)
        case EmploymentDeliveryEnded() as fact:
            end = DeliveryEnd(fact.delivery_id, fact.told, fact.outcome, fact.occurred_at)
            return replace(state, deliveries=(*state.deliveries, end))
    return state
