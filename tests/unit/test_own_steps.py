"""Steps that are entered here: what can be said of one when, and that what is said is what is kept."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.contracts.employment import MilestoneKind, MilestoneOutcome, SustainedFor
from samspil.jobcenter_bridge.api.remedies import REMEDIES
from samspil.jobcenter_bridge.domain.own_steps import (
    achieve_step,
    add_step,
    adjust_step,
    agree_step,
    end_step,
    in_order,
    lose_step,
    start_step,
    step,
    sustain_step,
    void_step,
)
from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep
from samspil.jobcenter_bridge.domain.steps import Said
from samspil.jobcenter_bridge.domain.told import Told, whole_hours
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.fold_employment import fold_employment
from samspil.testkit.builders import event, sealed
from samspil.vocabulary.legal_basis import LegalBasis

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TODAY, DAY = date(2026, 11, 30), timedelta(days=1)
ID, GOAL, BY = UUID(int=7), UUID(int=8), "sagsbehandler-social"
THREE, SIX, TWELVE = SustainedFor
DROPPED = MilestoneOutcome.DROPPED_BY_CITIZEN
REFUSED = tuple(REMEDIES)

Act = Callable[[OwnStep], Decided]


def agreed(**changed: object) -> Told:
    whole = Told(MilestoneKind.SHELTERED_WORK, TODAY - 100 * DAY, None, 7, None, None, 450, goal_id=GOAL)
    return replace(whole, **changed)  # type: ignore[arg-type]  # by name, as told


def proposed() -> Told:
    return Told(MilestoneKind.EDUCATION, TODAY, None, None, None, None, is_proposed=True)


STARTED = agreed(started_on=TODAY - 100 * DAY)
ACHIEVED = replace(STARTED, achieved_on=TODAY - 95 * DAY)
STATES = {
    "voided": None,
    "proposed": proposed(),
    "agreed": agreed(),
    "started": STARTED,
    "achieved": ACHIEVED,
    "lost": replace(ACHIEVED, lost_on=TODAY),
    "ended": replace(STARTED, ends_on=TODAY, ended_on=TODAY, outcome=DROPPED),
}
VERBS: dict[str, Act] = {
    "agree": lambda it: agree_step.agree_step(it, TODAY, None, 60, BY, NOW),
    "start": lambda it: start_step.start_step(it, None, BY, NOW),
    "achieve": lambda it: achieve_step.achieve_step(it, None, BY, NOW),
    "sustain": lambda it: sustain_step.sustain_step(it, THREE, BY, NOW),
    "lose": lambda it: lose_step.lose_step(it, None, BY, NOW),
    "end": lambda it: end_step.end_step(it, None, DROPPED, BY, NOW),
    "adjust": lambda it: adjust_step.adjust_step(it, STARTED, BY, NOW),
    "void": lambda it: void_step.void_step(it, BY, NOW),
}
VOIDED, PROPOSED, OVER, AGREED = step.StepVoided, step.StepProposed, step.StepOver, agree_step.AlreadyAgreed
BY_HAND: dict[str, dict[str, type[Exception]]] = {
    "voided": dict.fromkeys(VERBS, VOIDED),
    "proposed": dict.fromkeys(("start", "achieve", "sustain", "lose", "end", "adjust"), PROPOSED),
    "agreed": {"agree": AGREED, "sustain": sustain_step.NotAchieved, "lose": in_order.NothingToLose},
    "started": {"agree": AGREED, "start": start_step.AlreadyStarted, "sustain": sustain_step.NotAchieved},
    "achieved": {
        "agree": AGREED,
        "start": start_step.AlreadyStarted,
        "achieve": achieve_step.AlreadyAchieved,
    },
    "lost": {"agree": AGREED, **dict.fromkeys(("start", "achieve", "sustain", "lose", "end"), OVER)},
    "ended": {"agree": AGREED, **dict.fromkeys(("start", "achieve", "sustain", "lose", "end"), OVER)},
}
"""State → verb → why not; what is not named is done."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_done_or_refused_for_what_the_step_is(state: str, verb: str) -> None:
    why, found = BY_HAND[state].get(verb), OwnStep(ID, STATES[state])

    if why is not None:
        with pytest.raises(why):
            VERBS[verb](found)
    else:
        after, _ = VERBS[verb](found)
        assert after != found or verb == "adjust"


PAST = st.integers(-400, 0).map(lambda days: TODAY + days * DAY)
DAYS = PAST | st.integers(1, 40).map(lambda days: TODAY + days * DAY)
MAYBE = st.none() | PAST
MINUTES = st.none() | st.integers(1, 10_080) | st.just(900)
PURPOSE = st.none() | st.sampled_from([sealed(), sealed()])


@st.composite
def wholes(draw: st.DrawFn) -> Told:
    """All that somebody can put right, in order or not."""
    starts, minutes = draw(DAYS), draw(MINUTES)
    over = draw(st.sampled_from(["", "", "lost", "ended"]))
    ended = draw(PAST) if over == "ended" else None
    return Told(
        kind=draw(st.sampled_from(MilestoneKind)),
        starts_on=starts,
        ends_on=draw(st.none() | DAYS),
        hours_per_week=whole_hours(minutes),
        started_on=starts if draw(st.booleans()) else None,
        ended_on=ended,
        minutes_per_week=minutes,
        minutes_since=draw(st.none() | DAYS | st.just(starts - DAY)) if minutes else None,
        achieved_on=draw(MAYBE),
        lost_on=draw(PAST) if over == "lost" else None,
        outcome=draw(st.sampled_from(MilestoneOutcome)) if ended else None,
        purpose=draw(PURPOSE),
        goal_id=draw(st.sampled_from([None, GOAL])),
    )


def bare(told: Told) -> Told:
    """As a proposal says it."""
    kept = Told(told.kind, told.starts_on, None, None, None, None)
    return replace(kept, purpose=told.purpose, goal_id=told.goal_id)


LONG_AGO = TODAY - 200 * DAY
"""So that it can have lasted."""
OFTEN = [*VERBS, "agree", "lose", "lose", *("start", "achieve", "sustain", "adjust") * 4]
"""A life goes on for a while before it is over."""


def lasts(it: OwnStep) -> Decided:
    """So that it is likely to have been achieved."""
    return sustain_step.sustain_step(it, THREE, BY, NOW)


def got(it: OwnStep) -> Decided:
    """Long ago."""
    return achieve_step.achieve_step(it, LONG_AGO, BY, NOW)


@st.composite
def acts(draw: st.DrawFn) -> tuple[str, Act]:
    """A verb with what somebody may say."""
    verb = draw(st.sampled_from(OFTEN))
    on, days, minutes, whole = (
        draw(MAYBE | st.just(LONG_AGO)),
        draw(st.tuples(DAYS, st.none() | DAYS)),
        draw(MINUTES),
        draw(wholes()),
    )
    told = bare(whole) if draw(st.booleans()) else whole
    outcome, months = draw(st.sampled_from(MilestoneOutcome)), draw(st.sampled_from(SustainedFor))
    said: dict[str, Act] = {
        "agree": lambda it: agree_step.agree_step(it, *days, minutes, BY, NOW),
        "start": lambda it: start_step.start_step(it, on, BY, NOW),
        "achieve": lambda it: achieve_step.achieve_step(it, on, BY, NOW),
        "sustain": lambda it: sustain_step.sustain_step(it, months, BY, NOW),
        "lose": lambda it: lose_step.lose_step(it, on, BY, NOW),
        "end": lambda it: end_step.end_step(it, on, outcome, BY, NOW),
        "adjust": lambda it: adjust_step.adjust_step(it, told, BY, NOW),
        "void": lambda it: void_step.void_step(it, BY, NOW),
    }
    return verb, said[verb]


GOT = [("achieve", got), ("sustain", lasts)]
LIVES = st.builds(
    lambda first, more: [*first, *more],
    st.sampled_from([[], [], GOT]),
    st.lists(acts(), min_size=4, max_size=12),
)


def heard(state: EmploymentState, facts: tuple[Said, ...]) -> EmploymentState:
    for fact in facts:
        state = fold_employment(state, event(fact))
    return state


def require_shown(state: EmploymentState, kept: OwnStep) -> None:
    """The overview shows what the bridge keeps, and who entered it."""
    told = kept.told
    if told is None:
        assert (state.milestones, state.proposed) == ((), ())
    elif told.is_proposed:
        (found,) = state.proposed
        assert state.milestones == ()
        assert (found.kind, found.starts_on, found.purpose, found.goal_id, found.entered_by) == (
            *(told.kind, told.starts_on, told.purpose, told.goal_id),
            BY,
        )
    else:
        (shown,) = state.milestones
        assert state.proposed == ()
        for name in (
            *("kind", "starts_on", "ends_on", "hours_per_week", "started_on", "ended_on"),
            *("achieved_on", "lost_on", "outcome", "purpose", "goal_id"),
        ):
            assert getattr(shown, name) == getattr(told, name), name
        assert [week.minutes for week in shown.weekly[-1:]] == [told.minutes_per_week] * bool(
            told.minutes_per_week
        )
        assert tuple(one.months for one in shown.sustained) == kept.sustained
        assert shown.entered_by == BY


def require_in_order(told: Told) -> None:
    """By hand, and not as the rules have it."""
    assert told.started_on is None or told.started_on <= TODAY
    for last in (told.lost_on, told.ended_on):
        for first in (told.started_on, told.achieved_on):
            assert last is None or first is None or first <= last
    assert told.lost_on is None or told.started_on or told.achieved_on
    assert told.lost_on is None or told.ended_on is None
    assert (told.outcome is None) == (told.ended_on is None)
    if over := told.lost_on or told.ended_on:
        assert told.ends_on == over
    elif told.ends_on:
        assert told.starts_on <= told.ends_on


def test_any_order_of_verbs_is_done_or_refused_with_a_reason_and_is_shown_as_it_is_kept() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=300)
    @given(st.sampled_from([True, False, False]), wholes(), LIVES)
    def holds(is_proposed: bool, whole: Told, some: list[tuple[str, Act]]) -> None:
        first = replace(bare(whole), is_proposed=is_proposed)
        now, facts = add_step.add_step(ID, first, BY, NOW)
        state = heard(EmploymentState(), facts)
        for verb, act in some:
            try:
                after, facts = act(now)
            except REFUSED as why:
                met[type(why).__name__] += 1
                continue
            assert all(fact.entered_by == BY and fact.basis is LegalBasis.SEL_141 for fact in facts)
            met[verb] += 1
            now, state = after, heard(state, facts)
            require_shown(state, now)
            if now.told is not None:
                require_in_order(now.told)

    holds()
    assert met.keys() >= VERBS.keys()
    in_tests_of_their_own = {"UnknownStep", "OfAgreedOnly", "OutcomeMissing", "OutcomeOfNothing"} | {
        *("LostAndEnded", "SaidBefore", "StartedAfterEnd", "MonthsAhead", "SinceBeforeStart"),
        *("EndsBeforeStart", "EndedBeforeStart", "LostBeforeStart", "StartedAhead"),
    }
    refused = {kind.__name__ for kind in REFUSED}
    assert refused - in_tests_of_their_own <= met.keys()
    assert len(refused & met.keys()) >= len(refused) - 8


def test_a_job_is_got_before_its_first_day_and_that_tells_no_start() -> None:
    got = OwnStep(ID, agreed(starts_on=TODAY + 10 * DAY))

    after, facts = achieve_step.achieve_step(got, None, BY, NOW)

    assert after.told is not None
    assert (after.told.achieved_on, after.told.started_on) == (TODAY, None)
    assert [type(fact).TYPE for fact in facts] == ["employment.milestone_achieved.v1"]


def test_nothing_begins_after_its_last_day() -> None:
    with pytest.raises(start_step.StartedAfterEnd):
        start_step.start_step(OwnStep(ID, agreed(ends_on=TODAY - DAY)), None, BY, NOW)


def test_what_is_achieved_after_its_first_day_had_begun_on_it() -> None:
    after, facts = achieve_step.achieve_step(OwnStep(ID, agreed()), None, BY, NOW)

    assert after.told == agreed(started_on=TODAY - 100 * DAY, achieved_on=TODAY)
    assert [type(fact).TYPE.split("_")[1] for fact in facts] == ["started.v1", "achieved.v1"]


def test_months_are_said_once_and_only_when_their_day_has_come() -> None:
    after, _ = sustain_step.sustain_step(OwnStep(ID, ACHIEVED), THREE, BY, NOW)

    assert after.sustained == (THREE,)
    with pytest.raises(sustain_step.SaidBefore):
        sustain_step.sustain_step(after, THREE, BY, NOW)
    with pytest.raises(sustain_step.MonthsAhead):
        sustain_step.sustain_step(after, SIX, BY, NOW)


def test_earlier_months_can_be_said_later_and_stand_in_their_order() -> None:
    long_ago = OwnStep(ID, replace(ACHIEVED, achieved_on=TODAY - 390 * DAY))

    later, _ = sustain_step.sustain_step(long_ago, TWELVE, BY, NOW)
    both, _ = sustain_step.sustain_step(later, THREE, BY, NOW)

    assert both.sustained == (THREE, TWELVE)


def test_what_was_said_to_last_holds_for_the_day_on_which_it_was_achieved() -> None:
    lasting = OwnStep(ID, ACHIEVED, (THREE,))

    same, _ = adjust_step.adjust_step(lasting, replace(ACHIEVED, lost_on=TODAY), BY, NOW)
    moved, _ = adjust_step.adjust_step(lasting, replace(ACHIEVED, achieved_on=TODAY - DAY), BY, NOW)

    assert (same.sustained, moved.sustained) == ((THREE,), ())


def test_days_and_an_end_that_do_not_go_together_are_refused_each_for_what_it_is() -> None:
    first, tomorrow = STARTED.starts_on, TODAY + DAY
    for wrong, told in (
        (in_order.EndsBeforeStart, replace(STARTED, ends_on=first - DAY)),
        (in_order.EndedBeforeStart, replace(STARTED, ended_on=first - DAY, outcome=DROPPED)),
        (in_order.LostBeforeStart, replace(STARTED, lost_on=first - DAY)),
        (in_order.StartedAhead, replace(STARTED, starts_on=tomorrow, started_on=tomorrow)),
        (adjust_step.LostAndEnded, replace(STARTED, lost_on=TODAY, ended_on=TODAY, outcome=DROPPED)),
        (adjust_step.OutcomeMissing, replace(STARTED, ended_on=TODAY)),
        (adjust_step.OutcomeOfNothing, replace(STARTED, outcome=DROPPED)),
        (adjust_step.SinceBeforeStart, replace(STARTED, minutes_since=STARTED.starts_on - DAY)),
    ):
        with pytest.raises(wrong):
            adjust_step.adjust_step(OwnStep(ID, STARTED), told, BY, NOW)


@pytest.mark.parametrize("more", [{"ends_on": TODAY}, {"minutes_per_week": 60}])
def test_a_proposal_has_no_last_day_and_no_minutes(more: dict[str, object]) -> None:
    with pytest.raises(add_step.OfAgreedOnly):
        add_step.add_step(ID, replace(proposed(), **more), BY, NOW)  # type: ignore[arg-type]


def test_nothing_new_says_nothing() -> None:
    assert adjust_step.adjust_step(OwnStep(ID, STARTED), STARTED, BY, NOW) == (OwnStep(ID, STARTED), ())


def test_what_was_not_entered_here_is_not_known() -> None:
    with pytest.raises(step.UnknownStep):
        step.require_step({ID: OwnStep(ID, STARTED)}, GOAL)
