"""Ending: the plan is over, and the help that was given by it with it."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.plan import InterventionEnd, PlanEnd, PlanEnded, PlanInterventionEnded
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class EndedBeforePlan(Exception):
    """There was no plan on that day."""


def end(
    plan: Plan, because: PlanEnd, on: date | None, words: Sealed | None, by: str, now: datetime
) -> tuple[Plan, tuple[PlanInterventionEnded | PlanEnded, ...]]:
    """With the citizen's closing ``words``; of each help that is not over it is said.

    Raises ``EndedBeforePlan``.
    """
    ended_on = on or danish_day(now)
    if ended_on < danish_day(plan.opened_at):
        raise EndedBeforePlan
    over = {
        one.id: replace(one, ended_on=ended_on, ended_because=InterventionEnd.PLAN_ENDED, pause=None)
        for one in plan.interventions.values()
        if one.ended_on is None
    }
    helped = (
        PlanInterventionEnded(
            plan_id=plan.id,
            intervention_id=id_,
            ended_on=ended_on,
            because=InterventionEnd.PLAN_ENDED,
            found_change=None,
            ended_by=by,
            occurred_at=now,
        )
        for id_ in over
    )
    fact = PlanEnded(
        plan_id=plan.id, ended_on=ended_on, because=because, words=words, ended_by=by, occurred_at=now
    )
    ended = replace(plan, interventions={**plan.interventions, **over}, ended_on=ended_on)
    return ended, (*helped, fact)
