"""Agreeing: the citizen says yes to the plan as it stands."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanAgreed
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day


class NothingToAgree(Exception):
    """The plan holds nothing that the citizen has not agreed to."""


def agree(plan: Plan, now: datetime) -> tuple[Plan, tuple[PlanAgreed, ...]]:
    """Everything in the plan is in force from now on. Raises ``NothingToAgree``."""
    goals = {id_: replace(goal, agreed=True) for id_, goal in plan.goals.items()}
    interventions = {id_: replace(help_, agreed=True) for id_, help_ in plan.interventions.items()}
    if (goals, interventions) == (plan.goals, plan.interventions):
        raise NothingToAgree
    today = danish_day(now)
    agreed = replace(plan, goals=goals, interventions=interventions, agreed_on=today)
    return agreed, (PlanAgreed(plan_id=plan.id, agreed_on=today, occurred_at=now),)
