"""Agreeing: the citizen says yes to the plan as it stands."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanAgreed
from samspil.plan.domain.plan import Plan, require_going_on
from samspil.vocabulary.copenhagen import danish_day


class NothingToAgree(Exception):
    """The plan holds nothing that the citizen has not agreed to."""


def agree(plan: Plan, now: datetime) -> tuple[Plan, tuple[PlanAgreed, ...]]:
    """Everything in the plan that is not over is in force from now on.

    Raises ``PlanOver`` or ``NothingToAgree``.
    """
    require_going_on(plan)
    goals = {id_: replace(one, agreed=True) if one.is_open else one for id_, one in plan.goals.items()}
    interventions = {
        id_: one if one.ended_on else replace(one, agreed=True) for id_, one in plan.interventions.items()
    }
    if (goals, interventions) == (plan.goals, plan.interventions):
        raise NothingToAgree
    today = danish_day(now)
    agreed = replace(plan, goals=goals, interventions=interventions, agreed_on=today)
    return agreed, (PlanAgreed(plan_id=plan.id, agreed_on=today, occurred_at=now),)
