"""What the plan service says of a citizen's plan, as far as it brings somebody to them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.plan import (
    PlanAgreed,
    PlanEnded,
    PlanInterventionAdded,
    PlanInterventionEnded,
    PlanInterventionWithoutGoalAdded,
    PlanOpened,
    PlanSupportWorkerAway,
    PlanSupportWorkerChanged,
)
from samspil.rulebook.case_at_hand import Helper


def helpers(heard: Iterable[Event[Any]]) -> list[Helper]:
    """By the help that was agreed with the citizen, over or not."""
    given: dict[UUID, Helper] = {}
    agreed: dict[UUID, None] = {}
    is_over = False
    for event in heard:
        match event.data:
            case PlanInterventionAdded() | PlanInterventionWithoutGoalAdded() as fact:
                given[fact.intervention_id] = Helper(fact.support_worker, fact.deputy)
            case PlanSupportWorkerChanged(intervention_id=id_) as fact if id_ in given:
                given[id_] = _handed_on(given[id_], fact)
            case PlanSupportWorkerAway(intervention_id=id_, away_until=day) if id_ in given:
                given[id_] = replace(given[id_], away_until=day)
            case PlanInterventionEnded(intervention_id=id_, ended_on=day) if id_ in given:
                given[id_] = replace(given[id_], ended_on=day)
            case PlanAgreed():
                agreed |= {id_: None for id_, one in given.items() if one.ended_on is None}
            case PlanEnded():
                is_over = True
            case PlanOpened() if is_over:
                given, agreed, is_over = {}, {}, False
    return [given[id_] for id_ in agreed]


def _handed_on(before: Helper, to: PlanSupportWorkerChanged) -> Helper:
    """Whoever comes is not away."""
    away_until = before.away_until if to.support_worker == before.staff else None
    return replace(before, staff=to.support_worker, deputy=to.deputy, away_until=away_until)
