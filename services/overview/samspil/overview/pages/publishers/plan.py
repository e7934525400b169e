"""The citizen's plan, and what stays bring with them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from samspil.contracts.plan import (
    LifeArea,
)
from samspil.overview.domain.plan_dates import FollowUp
from samspil.overview.domain.plan_parts import Goal, Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.plan import ANSWER_SUPPORT, FOLLOW_UP
from samspil.overview.pages.publishers.employment import step
from samspil.overview.pages.reading import Read
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Caller


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal with what helps it."""

    area: str
    words: str
    help: tuple[str, ...]
    steps: tuple[str, ...]
    """Milestones: beside the goal about employment only."""


def open_goals(plan: PlanState) -> list[Goal]:
    """Those that are worked for or to be agreed; what matters most to the citizen first."""
    return by_rank(one for one in plan.goals if one.is_open)


def by_rank(goals: Iterable[Goal]) -> list[Goal]:
    """Those of which it was not said how much they matter as they were added, after the others."""
    return sorted(goals, key=lambda one: (one.rank is None, one.rank or 0))


def goal_card(goal: Goal, view: View, read: Read) -> GoalCard:
    """The goal in the citizen's words, and everything that leads there."""
    about_work = goal.area is LifeArea.EMPLOYMENT
    return GoalCard(
        words.AREA[goal.area],
        read(goal.words),
        tuple(
            _help(one, read)
            for one in view.plan.interventions
            if one.goal_id == goal.id and one.ended_on is None
        ),
        tuple(step(one) for one in view.employment.milestones) if about_work else (),
    )


def plan_line(plan: PlanState) -> str:
    """Whether there is a plan, and whether the citizen has agreed to it."""
    if plan.ended:
        return f"Afsluttet {day(plan.ended.on)}"
    if plan.agreed_on:
        return f"Aftalt med borgeren {day(plan.agreed_on)}"
    if plan.opened_at:
        return f"Oprettet {instant(plan.opened_at)}, endnu ikke aftalt med borgeren"
    return "Der er ingen plan endnu"


def follow_up_line(one: FollowUp) -> str:
    """By when somebody has to be in touch, or when somebody was."""
    if one.completed_at:
        return f"Fulgt op {day(danish_day(one.completed_at))}"
    return f"Opfølgning senest {day(one.due_on)}"


def support_offers(plan: PlanState, present: Collection[UUID], me: Caller | None) -> Iterator[Filled]:
    """The questions about the support that are put to the reader, of stays that go on."""
    for one in plan.questions:
        if one.waits and one.stay_id in present and me and me.subject == one.support_worker:
            yield Filled(ANSWER_SUPPORT, (Thing(one.id, one.version),))


def follow_up_offers(plan: PlanState) -> Iterator[Filled]:
    """The follow-ups that wait: whoever was in touch may say so."""
    for one in plan.follow_ups:
        if one.waits:
            yield Filled(FOLLOW_UP, (Thing(one.id, one.version),))


def _help(intervention: Intervention, read: Read) -> str:
    decided = intervention.decision_reference
    return (
        f"{intervention.provision.reading} ved {read(intervention.support_worker_name)}"
        f"{f' (afgørelse {decided})' if decided else ''}"
        f"{'' if intervention.agreed else ', endnu ikke aftalt'}"
        f"{', holder pause' if intervention.pause else ''}"
    )
