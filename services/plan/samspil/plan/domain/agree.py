"""Agreeing: the plan as it stands is in force from now on, by what the citizen says of it."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import LifeArea, Participation, PlanAgreed, PlanParticipationRecorded, Whose
from samspil.plan.domain.plan import Goal, Participated, Plan, require_going_on
from samspil.plan.domain.take_part import TakingPart, take_part
from samspil.vocabulary.copenhagen import danish_day

NOT_THERE = frozenset({Participation.DECLINED, Participation.NOT_REACHED})
"""Whoever declined, or was not reached, says nothing, and loses nothing by it."""


class NothingToAgree(Exception):
    """The plan holds nothing that the citizen has not agreed to."""


class ParticipationMissing(Exception):
    """Nobody has said how the citizen took part in it since it was last agreed."""


class CitizensWordsMissing(Exception):
    """There are neither words of the citizen's in it, nor the citizen's no to them."""


class EmploymentWishMissing(Exception):
    """There is neither a wish in work or education, nor a goal of that kind, nor a reason why not now."""


def agree(
    plan: Plan, taking: TakingPart | None, now: datetime
) -> tuple[Plan, tuple[PlanParticipationRecorded | PlanAgreed, ...]]:
    """Everything in the plan that is not over is in force; ``taking`` part may be recorded in the same act.

    Raises ``PlanOver``, ``NothingToAgree``, ``ParticipationMissing``, ``CitizensWordsMissing``,
    ``EmploymentWishMissing`` or ``WordsAndNoWords``.
    """
    require_going_on(plan)
    goals = {id_: replace(one, agreed=one.agreed or one.is_open) for id_, one in plan.goals.items()}
    interventions = {
        id_: replace(one, agreed=one.agreed or one.ended_on is None)
        for id_, one in plan.interventions.items()
    }
    if (goals, interventions) == (plan.goals, plan.interventions):
        raise NothingToAgree
    plan, recorded = take_part(plan, taking, now) if taking else (plan, ())
    _require_citizen(plan)
    today = danish_day(now)
    agreed = replace(
        plan,
        goals=goals,
        interventions=interventions,
        agreed_on=today,
        agreements=plan.agreements + 1,
        participation=None,
    )
    return agreed, (*recorded, PlanAgreed(plan_id=plan.id, agreed_on=today, occurred_at=now))


def _require_citizen(plan: Plan) -> None:
    """That it is the citizen's plan: how they took part, what they want, and what they wish to work with."""
    took_part, goals = plan.participation, [one for one in plan.goals.values() if one.is_open]
    if took_part is None:
        raise ParticipationMissing
    if not _has_words(took_part) and not any(map(_is_in_their_words, goals)):
        raise CitizensWordsMissing
    if not plan.has_employment_wish and all(one.area is not LifeArea.EMPLOYMENT for one in goals):
        raise EmploymentWishMissing


def _has_words(took_part: Participated) -> bool:
    return took_part.has_words or took_part.how in NOT_THERE


def _is_in_their_words(goal: Goal) -> bool:
    """A goal from before anybody asked whose words it is in was asked for in the citizen's own."""
    return goal.origin is not Whose.PROFESSIONAL
