"""Folding ``plan.v1``: one more event of the topic, into what is known of the citizen's plan."""

from dataclasses import replace
from typing import Any, assert_never

from samspil.contracts.envelope import Event
from samspil.contracts.plan import AgreementFact, PlanContactNoted, PlanFact
from samspil.overview.domain.agreements import after_agreement
from samspil.overview.domain.fold_plan_dates import (
    MeetingFact,
    ReviewFact,
    StayFact,
    after_contact,
    after_meeting,
    after_review,
    after_stay,
)
from samspil.overview.domain.fold_plan_parts import (
    GoalFact,
    HelpFact,
    LifeFact,
    after_goal,
    after_help,
    after_life,
)
from samspil.overview.domain.plan_state import PlanState


def fold_plan(state: PlanState | None, event: Event[Any]) -> PlanState:
    """One more event of the topic; what has a version of its own leaves that of the plan as it is."""
    state, seq = state or PlanState(), event.seq
    fact: PlanFact = event.data
    if isinstance(fact, LifeFact):
        return replace(after_life(state, fact), version=seq)
    if isinstance(fact, GoalFact):
        return replace(after_goal(state, fact), version=seq)
    if isinstance(fact, HelpFact):
        return replace(after_help(state, fact), version=seq)
    if isinstance(fact, ReviewFact):
        return after_review(state, fact, seq)
    if isinstance(fact, MeetingFact):
        return after_meeting(state, fact, seq)
    if isinstance(fact, PlanContactNoted):
        return after_contact(state, fact)
    if isinstance(fact, AgreementFact):
        return replace(state, agreements=after_agreement(state.agreements, fact, seq))
    if isinstance(fact, StayFact):
        return after_stay(state, fact, seq)
    assert_never(fact)
