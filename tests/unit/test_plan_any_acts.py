"""Any sequence of acts: help in force serves a goal or stands on an exception, and what is over stays so."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from plan_in_memory import SUPPORT, accepted, admitted, agrees, discharged, hears, plan_of
from samspil.contracts.envelope import about
from samspil.contracts.plan import InterventionEnd, LifeArea, PauseReason, Whose, WithoutGoal
from samspil.plan.api.remedies import REMEDIES
from samspil.plan.domain.achieve_goal import achieve_goal
from samspil.plan.domain.add_goal import add_goal
from samspil.plan.domain.add_intervention import add_intervention
from samspil.plan.domain.change_goal import PutOtherwise, change_goal
from samspil.plan.domain.drop_goal import drop_goal
from samspil.plan.domain.end_help import end_help
from samspil.plan.domain.giver import Giver
from samspil.plan.domain.note_away import note_away
from samspil.plan.domain.note_resource import note_resource
from samspil.plan.domain.orphans import drifted, orphans
from samspil.plan.domain.pause_help import pause_help
from samspil.plan.domain.plan import Goal, Intervention, Plan, Resource
from samspil.plan.domain.reassign_help import reassign_help
from samspil.plan.domain.record_wish import record_wish
from samspil.plan.domain.resume_help import resume_help
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.domain.want_change import want_change
from samspil.plan.domain.without_goal import FITS
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.end_help import end_help as ends
from samspil.plan.handlers.hand_over_help import hand_over_help
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis

WORDS, NAME = sealed(), sealed("name")
GOALS, HELPS, STAYS = (tuple(uuid5(UUID(int=1), f"{kind}{n}") for n in range(3)) for kind in "ghs")
"""Few of each, so that acts meet."""
TODAY: Final = danish_day(MONDAY)
MET: Counter[str] = Counter()
REFUSALS: Final = tuple(one for one in REMEDIES if one.__module__.startswith("samspil.plan.domain"))

goals, helps = (st.sampled_from([ids[0], ids[0], *ids]) for ids in (GOALS, HELPS))
staff = st.sampled_from(["a", "b", "c"])
near = st.sampled_from([None, TODAY, TODAY, TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
days = near | near | st.dates()
whose = st.sampled_from(Whose)
laws = st.sampled_from([LegalBasis.SEL_85, LegalBasis.SEL_85, LegalBasis.SEL_83, LegalBasis.SEL_101])
Act = Callable[[PlanTransaction], object]
Decide = Callable[[Plan, Any], tuple[Plan, tuple[Any, ...]]]


def on_plan(decide: Decide) -> Act:
    return lambda tx: change_plan(tx, None, decide)


def handing(help_: UUID, decide: Decide) -> Act:
    return lambda tx: hand_over_help(tx, help_, None, decide)


def ending(help_: UUID, why: InterventionEnd, day: date | None) -> Act:
    return lambda tx: ends(
        tx, help_, None, lambda it, now: end_help(it, help_, why, day, None, "planner", now)
    )


def helping(
    help_: UUID, goal: UUID | None, why: WithoutGoal | None, law: LegalBasis, worker: str
) -> Intervention:
    return replace(
        SUPPORT, id=help_, goal_id=goal, without_goal=why, provision=law, support_worker=worker, agreed=False
    )


def adding(new: Intervention) -> Act:
    """As the door does, which gives it an id that nothing has."""
    return lambda tx: (
        None
        if new.id in plan_of(tx).interventions
        else change_plan(tx, None, lambda it, now: add_intervention(it, new, now))
    )


def proposing(new: Goal) -> Act:
    return lambda tx: (
        None if new.id in plan_of(tx).goals else change_plan(tx, None, lambda it, now: add_goal(it, new, now))
    )


def over(tx: PlanTransaction) -> None:
    tx.plans.put(replace(plan_of(tx), ended_on=TODAY))


def named(name: str, acts: st.SearchStrategy[Act]) -> st.SearchStrategy[tuple[str, Act]]:
    return acts.map(lambda act: (name, act))


proposed = named(
    "add goal",
    st.builds(lambda g, who: proposing(Goal(g, LifeArea.HOME, WORDS, "x", origin=who)), goals, whose),
)
decided = named(
    "add help",
    st.builds(lambda h, g, law, who: adding(helping(h, g, None, law, who)), helps, goals, laws, staff),
)
agreed = st.just(("agree", agrees))
changed = named(
    "change goal",
    st.builds(
        lambda g, who: on_plan(
            lambda it, now: change_goal(
                it, g, PutOtherwise(LifeArea.HEALTH, WORDS, who, None, None), "x", now
            )
        ),
        goals,
        whose | st.just(Whose.PROFESSIONAL),
    ),
)
resumed = named("resume", helps.map(lambda h: on_plan(lambda it, now: resume_help(it, h, "x", now))))
ACTS = (
    resumed,
    changed,
    agreed,
    decided,
    proposed,
    named(
        "add help without a goal",
        st.builds(
            lambda h, why, law, who: adding(helping(h, None, why, law, who)),
            helps,
            st.sampled_from([WithoutGoal.NECESSARY_CARE, WithoutGoal.DUTY_TO_OFFER]),
            laws,
            staff,
        ),
    ),
    named(
        "achieve",
        st.builds(
            lambda g, day: on_plan(lambda it, now: achieve_goal(it, g, day, WORDS, "x", now)), goals, days
        ),
    ),
    named(
        "drop",
        st.builds(
            lambda g, who: on_plan(lambda it, now: drop_goal(it, g, WORDS, who, "x", now)), goals, whose
        ),
    ),
    named(
        "pause",
        st.builds(
            lambda h, day: on_plan(lambda it, now: pause_help(it, h, PauseReason.OTHER, day, "x", now)),
            helps,
            days,
        ),
    ),
    named("end", st.builds(ending, helps, st.sampled_from(InterventionEnd), days)),
    named(
        "reassign",
        st.builds(
            lambda h, who, deputy: handing(
                h,
                lambda it, now: reassign_help(it, h, Giver(who, NAME, deputy=deputy), "x", now),
            ),
            helps,
            staff,
            st.none() | staff,
        ),
    ),
    named(
        "away",
        st.builds(lambda h, day: handing(h, lambda it, now: note_away(it, h, day, "x", now)), helps, days),
    ),
    named("want", helps.map(lambda h: on_plan(lambda it, now: want_change(it, h, None, "x", now)))),
    named(
        "note",
        goals.map(
            lambda id_: on_plan(
                lambda it, now: note_resource(it, Resource(id_, WORDS, Whose.JOINTLY), "x", now)
            )
        ),
    ),
    named("wish", st.just(on_plan(lambda it, now: record_wish(it, WORDS, None, "x", now)))),
    named("admitted", st.sampled_from(STAYS).map(lambda s: lambda tx: hears(tx, admitted(s)))),
    named("discharged", st.sampled_from(STAYS).map(lambda s: lambda tx: hears(tx, discharged(s)))),
)
begun = st.tuples(
    st.just(("add goal", proposing(Goal(GOALS[0], LifeArea.HOME, WORDS, "x")))),
    st.just(("add help", adding(helping(HELPS[0], GOALS[0], None, LegalBasis.SEL_85, "a")))),
    agreed,
).map(list)
acts = st.sampled_from(ACTS).flatmap(lambda one: one)
ended: st.SearchStrategy[list[tuple[str, Act]]] = st.just([]) | acts.map(lambda one: [("over", over), one])
resting = on_plan(lambda it, now: pause_help(it, HELPS[0], PauseReason.OTHER, None, "x", now))
rests: st.SearchStrategy[list[tuple[str, Act]]] = st.sampled_from([[], [("pause", resting)]])
histories = st.tuples(begun, rests, st.lists(acts, min_size=3, max_size=15), ended).map(
    lambda parts: [one for part in parts for one in part]
)


def over_by_now(plan: Plan) -> dict[UUID, Goal | Intervention]:
    """What has ended, whole: it may never be otherwise."""
    return {
        **{id_: one for id_, one in plan.goals.items() if not one.is_open},
        **{id_: one for id_, one in plan.interventions.items() if one.ended_on},
    }


def hold(tx: PlanTransaction) -> None:
    """What is true of every plan, whatever was done to it."""
    plan = plan_of(tx)
    for one in plan.interventions.values():
        on_goal = one.goal_id in plan.goals and one.without_goal is None
        on_exception = one.goal_id is None and one.without_goal and one.provision in FITS[one.without_goal]
        assert bool(on_goal) != bool(on_exception)
        assert not (one.in_force and one.ended_on)
        assert one.pause is None or one.in_force
        if one.in_force and one.goal_id and not plan.goals[one.goal_id].is_open:
            assert one in orphans(plan)
    assert all(one.in_force for one in (*plan.support, *orphans(plan), *drifted(plan)))
    for question in tx.questions.of(CITIZEN).values():
        if question.state is QuestionState.OPEN:
            assert plan.interventions[question.intervention_id] in plan.support
    facts = said(tx)
    assert [one.seq for one in facts] == list(range(1, len(facts) + 1))
    of_plan = [one.seq for one in facts if about(one.data, CITIZEN) == plan.id]
    assert plan.version == of_plan[-1]


@settings(counted, max_examples=400)
@given(histories)
def _any_acts(history: list[tuple[str, Act]]) -> None:
    tx = asyncio.run(in_memory(PlanTransaction))
    hears(tx, accepted())
    for name, act in history:
        before = (plan_of(tx), len(said(tx)))
        try:
            act(tx)
            MET[name] += 1
        except REFUSALS:
            MET["refused"] += 1
            assert (plan_of(tx), len(said(tx))) == before
        assert before[0].ended_on is None or plan_of(tx) == before[0]
        assert over_by_now(plan_of(tx)).items() >= over_by_now(before[0]).items()
        hold(tx)
    plan = plan_of(tx)
    MET["orphans"] += bool(orphans(plan))
    MET["drifted"] += bool(drifted(plan))
    MET["asked"] += any(one.state is QuestionState.OPEN for one in tx.questions.of(CITIZEN).values())


def test_after_any_acts_help_has_a_ground_what_is_over_stays_and_numbers_have_no_gap() -> None:
    MET.clear()
    _any_acts()
    often = ("refused", "orphans", "drifted", "asked", "achieve", "drop", "end", "reassign", "away", "pause")
    for one in (*often, "resume", "change goal", "add help without a goal"):
        assert MET[one] > 5, MET
