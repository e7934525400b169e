"""Pausing by rule: help at home rests while the citizen is in hospital, and goes on by itself afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from samspil.contracts.plan import PauseReason, PlanInterventionPaused, PlanInterventionResumed
from samspil.plan.domain.plan import Intervention, Pause, Plan
from samspil.plan.domain.stay import Stay
from samspil.vocabulary.legal_basis import LegalBasis

AT_HOME = frozenset({LegalBasis.SEL_83})
"""Personal and practical help in the home: nobody is there to be given it during a stay."""

PauseFacts = tuple[PlanInterventionPaused | PlanInterventionResumed, ...]


def pause_for_stays(plan: Plan, stays: Mapping[UUID, Stay], now: datetime) -> tuple[Plan, PauseFacts]:
    """The plan as these stays have it, by each of their ids: paused once, however many of them go on.

    A pause that somebody set stays, and so does what somebody decides while the citizen is in hospital.
    """
    going_on = sorted((one for one in stays.values() if one.goes_on), key=_beginning)
    interventions = {
        id_: _in_hospital(one, going_on, stays) if _rests(one) else one
        for id_, one in plan.interventions.items()
    }
    facts = tuple(
        _said(plan, one, earlier, stays, now)
        for id_, one in interventions.items()
        if one.pause != (earlier := plan.interventions[id_].pause)
    )
    return replace(plan, interventions=interventions), facts


def _rests(help_: Intervention) -> bool:
    return help_.in_force and help_.provision in AT_HOME


def _beginning(stay: Stay) -> tuple[datetime, UUID]:
    return (stay.begins.at if stay.begins else datetime.min.replace(tzinfo=UTC), stay.id)


def _in_hospital(help_: Intervention, going_on: Sequence[Stay], stays: Mapping[UUID, Stay]) -> Intervention:
    pause, by_rule = help_.pause, help_.pause is not None and help_.pause.because is PauseReason.STAY
    if not going_on:
        return replace(help_, pause=None if by_rule else pause, in_hospital=False)
    cause = _cause(stays, pause)
    never_was = by_rule and (cause is None or cause.never_was)
    if never_was or (pause is None and not help_.in_hospital):
        pause = Pause(PauseReason.STAY, going_on[0].id)
    return replace(help_, pause=pause, in_hospital=True)


def _cause(stays: Mapping[UUID, Stay], pause: Pause | None) -> Stay | None:
    return stays.get(pause.stay_id) if pause and pause.stay_id else None


def _said(
    plan: Plan, help_: Intervention, earlier: Pause | None, stays: Mapping[UUID, Stay], now: datetime
) -> PlanInterventionPaused | PlanInterventionResumed:
    if help_.pause is not None:
        return PlanInterventionPaused(
            plan_id=plan.id,
            intervention_id=help_.id,
            because=help_.pause.because,
            stay_id=help_.pause.stay_id,
            until=None,
            paused_by=None,
            occurred_at=now,
        )
    return PlanInterventionResumed(
        plan_id=plan.id,
        intervention_id=help_.id,
        stay_id=_came_home_from(stays, _cause(stays, earlier)),
        resumed_by=None,
        occurred_at=now,
    )


def _came_home_from(stays: Mapping[UUID, Stay], cause: Stay | None) -> UUID | None:
    """The last stay from which the citizen came home since that one began; None where nobody came home."""
    since = [
        (home, one.id)
        for one in stays.values()
        if cause and (home := one.came_home_at) and (one.id == cause.id or _comes_after(home, cause))
    ]
    return max(since)[1] if since else None


def _comes_after(home: datetime, stay: Stay) -> bool:
    return stay.begins is not None and home >= stay.begins.at
