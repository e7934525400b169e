"""Versions of the plan: what it was each time it was agreed, by what was said of it, and what differs."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from samspil.contracts.envelope import Fact
from samspil.contracts.plan import (
    LifeArea,
    PlanAgreed,
    PlanGoalAchieved,
    PlanGoalAdded,
    PlanGoalChanged,
    PlanGoalDropped,
    PlanInterventionAdded,
    PlanInterventionEnded,
    PlanInterventionWithoutGoalAdded,
    PlanParticipationRecorded,
    PlanSupportWorkerChanged,
    PlanVersionRead,
)
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoalThen:
    """A goal as it was put."""

    id: UUID
    area: LifeArea
    words: Sealed


@dataclass(frozen=True, slots=True)
class HelpThen:
    """Help, and who gave it."""

    id: UUID
    provision: LegalBasis
    support_worker: str
    support_worker_name: Sealed


@dataclass(frozen=True, slots=True)
class Version:
    """The plan as it was agreed once."""

    number: int
    """The first version that was agreed is 1."""
    agreed_on: date
    goals: dict[UUID, GoalThen]
    help: dict[UUID, HelpThen]
    participation: PlanParticipationRecorded | None
    """None: agreed before anybody asked."""
    read_by: tuple[str, ...] = ()
    """Staff ids, and ``citizen``, in the order in which they read it."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What was said up to somewhere."""

    goals: dict[UUID, GoalThen] = field(default_factory=dict)
    help: dict[UUID, HelpThen] = field(default_factory=dict)
    participation: PlanParticipationRecorded | None = None
    versions: tuple[Version, ...] = ()


def versions_of(plan_id: UUID, said: Iterable[Fact]) -> tuple[Version, ...]:
    """All versions of this plan, the first first, from what was ``said`` of it in its order."""
    told = _Told()
    for fact in said:
        if getattr(fact, "plan_id", None) == plan_id:
            told = _after(told, fact)
    return told.versions


def _after(told: _Told, fact: Fact) -> _Told:
    match fact:
        case PlanGoalAdded() | PlanGoalChanged():
            goal = GoalThen(fact.goal_id, fact.area, fact.words)
            return replace(told, goals={**told.goals, goal.id: goal})
        case PlanGoalAchieved() | PlanGoalDropped():
            return replace(told, goals=_without(told.goals, fact.goal_id))
        case PlanInterventionAdded() | PlanInterventionWithoutGoalAdded():
            worker, name = fact.support_worker, fact.support_worker_name
            given = HelpThen(fact.intervention_id, fact.provision, worker, name)
            return replace(told, help={**told.help, given.id: given})
        case PlanSupportWorkerChanged(intervention_id=id_) if id_ in told.help:
            worker, name = fact.support_worker, fact.support_worker_name
            handed_on = replace(told.help[id_], support_worker=worker, support_worker_name=name)
            return replace(told, help={**told.help, id_: handed_on})
        case PlanInterventionEnded():
            return replace(told, help=_without(told.help, fact.intervention_id))
        case PlanParticipationRecorded():
            return replace(told, participation=fact)
        case PlanAgreed():
            number = len(told.versions) + 1
            agreed = Version(number, fact.agreed_on, told.goals, told.help, told.participation)
            return replace(told, versions=(*told.versions, agreed), participation=None)
        case PlanVersionRead(number=number, read_by=who):
            return replace(told, versions=tuple(_read(one, number, who) for one in told.versions))
    return told


def _without(things: dict[UUID, T], id_: UUID) -> dict[UUID, T]:
    return {one: thing for one, thing in things.items() if one != id_}


def _read(version: Version, number: int, by: str) -> Version:
    """Whoever reads it twice has read it."""
    if version.number != number:
        return version
    return replace(version, read_by=tuple(dict.fromkeys((*version.read_by, by))))
