"""Adding help that was decided for one of the citizen's goals."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanInterventionAdded
from samspil.plan.domain.help_kinds import require_kind_of
from samspil.plan.domain.plan import Intervention, Plan


class UnknownGoal(Exception):
    """The plan has no such goal: help serves something the citizen wants."""


class LawWithoutHelp(Exception):
    """Nothing is given under this paragraph."""


def add_intervention(
    plan: Plan, decided: Intervention, now: datetime
) -> tuple[Plan, tuple[PlanInterventionAdded, ...]]:
    """The plan with the help in it; it is in force once the citizen agrees.

    Raises ``UnknownGoal``, ``LawWithoutHelp`` or ``KindOfOtherLaw``.
    """
    if decided.goal_id not in plan.goals:
        raise UnknownGoal
    if not decided.provision.gives_help:
        raise LawWithoutHelp
    require_kind_of(decided.provision, decided.kind)
    interventions = {**plan.interventions, decided.id: decided}
    revised = replace(plan, interventions=interventions)
    fact = PlanInterventionAdded(
        plan_id=plan.id,
        intervention_id=decided.id,
        goal_id=decided.goal_id,
        provision=decided.provision,
        decision_reference=decided.decision_reference,
        support_worker=decided.support_worker,
        support_worker_name=decided.support_worker_name,
        kind=decided.kind,
        occurred_at=now,
    )
    return revised, (fact,)
