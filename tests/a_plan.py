"""A plan to decide about: a goal, help for it, and what somebody records of the citizen."""

from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from samspil.contracts.plan import LifeArea, Participation, Whose
from samspil.plan.domain.agree import agree
from samspil.plan.domain.plan import EmploymentWish, Goal, Intervention, Plan, Resource
from samspil.plan.domain.take_part import TakingPart
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis

TODAY: Final = date(2026, 11, 23)
NOW: Final = MONDAY
WORDS: Final = sealed()
GOAL: Final = Goal(UUID(int=3), LifeArea.EMPLOYMENT, WORDS, "planner")
HELP: Final = Intervention(
    UUID(int=4), GOAL.id, LegalBasis.SEL_85, "2026-1", "worker", sealed("name"), "planner"
)
PROPOSED: Final = Plan(UUID(int=5), UUID(int=6), MONDAY, {GOAL.id: GOAL}, {HELP.id: HELP})


def taking(how: Participation = Participation.TOOK_PART, **said: Any) -> TakingPart:
    return replace(TakingPart(how, None, gave_no_words=False, by="planner"), **said)


AGREED: Final = agree(PROPOSED, taking(), NOW)[0]


def wishing(plan: Plan) -> Plan:
    """With what is known of the person, whatever plan there is: a wish to work, and what to build on."""
    wish = EmploymentWish(WORDS, None, TODAY)
    return replace(
        plan,
        employment_wish=wish,
        resources={UUID(int=8): Resource(UUID(int=8), WORDS, Whose.CITIZEN)},
    )


def with_goal(plan: Plan, **changed: Any) -> Plan:
    return replace(plan, goals={GOAL.id: replace(plan.goals[GOAL.id], **changed)})


def with_help(plan: Plan, *given: Intervention) -> Plan:
    return replace(plan, interventions={**plan.interventions, **{one.id: one for one in given}})
