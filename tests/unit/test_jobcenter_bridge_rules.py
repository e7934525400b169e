"""What the jobcenter-bridge makes of activities: milestones, one version after another."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overview_facts import without_versions
from samspil.contracts.employment import (
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneProposed,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
    MilestoneKind,
    MilestoneOutcome,
    SustainedFor,
)
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.milestones import Milestone, Milestones, record, void
from samspil.jobcenter_bridge.domain.notification import NOTHING, Kind, State, first_state
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.employment_state import Milestone as Step
from samspil.overview.domain.fold_employment import fold_employment
from samspil.testkit.builders import event, sealed
from samspil.vocabulary.legal_basis import LegalBasis

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MONTHS = tuple(SustainedFor)


ACTIVITY = UUID(int=7)
DROPPED = MilestoneOutcome.DROPPED_BY_CITIZEN


def activity(
    status: Status | None = Status.CREATED, starts_on: date = date(2026, 12, 1), **changed: object
) -> Activity:
    whole: dict[str, object] = {
        "id": ACTIVITY,
        "status": status,
        "kind": MilestoneKind.WORK_PLACEMENT,
        "starts_on": starts_on,
        "ends_on": None,
        "minutes_per_week": 900,
    }
    return Activity(**{**whole, **changed})  # type: ignore[arg-type]  # by name, as told


def said_of(*versions: Activity) -> list[list[object]]:
    """What each of these says, one version after another."""
    known: Milestones = {}
    said: list[list[object]] = []
    for version, one in enumerate(versions, 1):
        known, facts, _ = record(known, one, version, MONTHS, NOW)
        said.append([type(fact) for fact in facts])
    return said


def test_a_created_activity_is_planned_and_its_start_is_said_when_it_is_confirmed() -> None:
    assert said_of(activity(), activity(Status.STARTED)) == [
        [EmploymentMilestonePlanned],
        [EmploymentMilestoneStarted],
    ]


def test_a_start_on_another_day_than_planned_is_told_by_its_start() -> None:
    assert said_of(activity(), activity(Status.STARTED, date(2026, 11, 30)))[1] == [
        EmploymentMilestoneStarted
    ]


def test_what_begins_and_ends_and_is_changed_in_one_look_says_each_of_it() -> None:
    otherwise = activity(Status.ENDED, date(2026, 11, 30), ends_on=date(2027, 1, 8), minutes_per_week=1200)

    assert said_of(activity(), otherwise)[1] == [
        EmploymentMilestoneStarted,
        EmploymentMilestoneEnded,
        EmploymentMilestoneAdjusted,
    ]


def test_a_moved_or_changed_activity_is_adjusted_and_one_that_says_the_same_is_not() -> None:
    moved = activity(starts_on=date(2026, 12, 8))

    assert said_of(
        activity(), moved, moved, activity(starts_on=date(2026, 12, 8), minutes_per_week=1200)
    ) == [
        [EmploymentMilestonePlanned],
        [EmploymentMilestoneAdjusted],
        [],
        [EmploymentMilestoneAdjusted],
    ]


def test_a_start_that_is_taken_back_is_adjusted() -> None:
    known, *_ = record({}, activity(Status.STARTED), 1, MONTHS, NOW)
    _, [adjusted], _ = record(known, activity(), 2, MONTHS, NOW)

    assert isinstance(adjusted, EmploymentMilestoneAdjusted)
    assert adjusted.started_on is None


def test_an_end_is_said_with_its_day_and_a_deletion_takes_back() -> None:
    ended = activity(Status.ENDED, ends_on=date(2027, 1, 8))

    planned, over, gone, again = said_of(
        activity(), ended, activity(Status.DELETED), activity(Status.DELETED)
    )

    begun_and_over: list[object] = [EmploymentMilestoneStarted, EmploymentMilestoneEnded]
    assert planned == [EmploymentMilestonePlanned]
    assert over == begun_and_over
    assert gone == [EmploymentMilestoneVoided]
    assert again == []


def test_what_was_said_before_its_content_was_kept_is_said_whole_at_the_next_look_and_once() -> None:
    before = {ACTIVITY: Milestone(ACTIVITY, 1, stands=True, told=None)}
    known, [first], _ = record(before, activity(Status.STARTED), 1, MONTHS, NOW)

    assert isinstance(first, EmploymentMilestoneAdjusted)
    assert first.started_on == date(2026, 12, 1)
    assert record(known, activity(Status.STARTED), 2, MONTHS, NOW).facts == ()
    assert [type(fact) for fact in void(before, ACTIVITY, 2, NOW).facts] == [EmploymentMilestoneVoided]


def test_a_deleted_activity_that_was_never_told_says_nothing_and_no_older_version_brings_it_back() -> None:
    known, said, state = record({}, activity(Status.DELETED), 2, MONTHS, NOW)

    assert (said, state) == ((), State.GONE)
    assert record(known, activity(), 1, MONTHS, NOW) == (known, (), State.OVERTAKEN)


def test_an_older_version_changes_nothing() -> None:
    known, *_ = record({}, activity(), 3, MONTHS, NOW)

    assert record(known, activity(Status.STARTED), 2, MONTHS, NOW) == (known, (), State.OVERTAKEN)


DAYS = st.sampled_from([date(2026, 12, 1), date(2026, 12, 8)])
LAST = date(2027, 1, 8)

ACTIVITIES = [UUID(int=7), UUID(int=8)]
PURPOSES = [None, sealed("words"), sealed("words")]
OVER = {Status.LOST, Status.ENDED}
BEGUN = {Status.STARTED, *OVER}
NOT_BEGUN = {Status.PROPOSED, Status.CREATED}


@st.composite
def activities(draw: st.DrawFn, id_: UUID = ACTIVITY) -> Activity:
    """Drawn from little, so that they often return."""
    status = draw(st.sampled_from(Status))
    achieved_on = draw(st.sampled_from([date(2026, 2, 28), date(2026, 11, 20)]))
    return activity(
        status,
        draw(DAYS),
        id=id_,
        ends_on=LAST,
        minutes_per_week=draw(st.sampled_from([None, 900, 1230])),
        minutes_since=draw(st.sampled_from([None, date(2026, 12, 10)])),
        achieved_on=achieved_on if status is Status.ACHIEVED or draw(st.booleans()) else None,
        outcome=draw(st.sampled_from([None, MilestoneOutcome.RAN_OUT])),
        purpose=draw(st.sampled_from(PURPOSES)),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[int, Activity]]:
    """Versions of two activities, each in its own order."""
    return [
        (version, draw(activities(id_)))
        for id_ in ACTIVITIES
        for version in range(1, draw(st.integers(1, 4)) + 1)
    ]


def looked_at(told: list[tuple[int, Activity]]) -> tuple[Milestones, EmploymentState]:
    """What the bridge knows afterwards, and what the overview folds from what it said."""
    known: Milestones = {}
    state = EmploymentState()
    seq = 0
    for version, one in told:
        known, facts, _ = record(known, one, version, MONTHS, NOW)
        for fact in facts:
            seq += 1
            state = fold_employment(state, event(fact, seq))
    return known, without_versions(state)


def as_it_is(known: Milestones, state: EmploymentState) -> tuple[object, ...]:
    """Without what was so before: of a version that nobody looked at in its time nothing is known."""
    now = (replace(one, weekly=(), sustained=()) for one in state.milestones)
    return {id_: replace(one, sustained=()) for id_, one in known.items()}, (*now,), state.proposed


def folded(one: Activity) -> Step:
    """By hand: how the overview is to show it."""
    begun = one.status in BEGUN or (
        one.status is Status.ACHIEVED and one.starts_on <= (one.achieved_on or LAST)
    )
    return Step(
        id=one.id,
        kind=one.kind,
        starts_on=one.starts_on,
        ends_on=LAST,
        hours_per_week=None if one.minutes_per_week is None else int(one.minutes_per_week / 60),
        planned_at=NOW,
        started_on=one.starts_on if begun else None,
        ended_on=LAST if one.status is Status.ENDED else None,
        purpose=one.purpose,
        achieved_on=None if one.status in NOT_BEGUN else one.achieved_on,
        lost_on=LAST if one.status is Status.LOST else None,
        outcome=one.outcome if one.status is Status.ENDED else None,
    )


def test_whatever_is_notified_how_often_and_in_which_order_the_newest_version_stands() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=300)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        history = data.draw(histories())
        again = data.draw(st.lists(st.sampled_from(history), max_size=6))
        shuffled = data.draw(st.permutations([*history, *again]))

        found, in_order = as_it_is(*looked_at(shuffled)), as_it_is(*looked_at(history))

        assert found == in_order
        newest = {one.id: one for _, one in history}
        standing = [one for one in newest.values() if one.status is not Status.DELETED]
        agreed = [one for one in standing if one.status is not Status.PROPOSED]
        assert found[1] == tuple(map(folded, agreed))
        assert {
            (one.id, one.kind, one.starts_on, one.purpose) for one in looked_at(shuffled)[1].proposed
        } == {(one.id, one.kind, one.starts_on, one.purpose) for one in standing if one not in agreed}
        met.update(str(one.status) for one in newest.values())
        statuses = [one.status for _, one in history if one.id == ACTIVITY]
        met["taken back to a proposal"] += statuses[-1:] == [Status.PROPOSED] != statuses[-2:-1]

    holds()
    assert min(met[status] for status in Status) >= 5
    assert met["taken back to a proposal"] >= 5


@given(st.data())
def test_the_minutes_that_stand_are_the_newest_in_whatever_order_they_came(data: st.DataObject) -> None:
    history = data.draw(histories())
    _, state = looked_at(data.draw(st.permutations(history)))

    newest = {one.id: one for _, one in history}
    for one in state.milestones:
        assert [week.minutes for week in one.weekly][-1:] == (
            [] if newest[one.id].minutes_per_week is None else [newest[one.id].minutes_per_week]
        )


@given(st.data())
def test_looking_again_says_nothing_new(data: st.DataObject) -> None:
    history = data.draw(histories())
    known, _ = looked_at(history)
    newest = {one.id: (version, one) for version, one in history}

    for version, one in newest.values():
        assert record(known, one, version, MONTHS, NOW)[:2] == (known, ())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (activity(Status.PROPOSED), activity(), "planned"),
        (activity(Status.PROPOSED), activity(Status.PROPOSED), ""),
        (activity(Status.PROPOSED), activity(Status.PROPOSED, minutes_per_week=60, ends_on=LAST), ""),
        (activity(Status.PROPOSED), activity(Status.PROPOSED, date(2026, 12, 2)), "proposed"),
        (activity(Status.PROPOSED), activity(Status.STARTED), "planned started"),
        (activity(Status.PROPOSED), activity(Status.DELETED), "voided"),
        (activity(), activity(Status.PROPOSED), "voided proposed"),
        (activity(), activity(Status.ACHIEVED, achieved_on=date(2026, 11, 20)), "achieved"),
        (activity(), activity(Status.ACHIEVED, achieved_on=date(2026, 12, 2)), "started achieved"),
        (
            activity(Status.ACHIEVED, achieved_on=date(2026, 11, 20)),
            activity(Status.ACHIEVED, achieved_on=date(2026, 11, 21)),
            "adjusted",
        ),
        (activity(ends_on=LAST), activity(Status.LOST, ends_on=LAST), "started lost"),
        (activity(Status.STARTED), activity(Status.LOST, ends_on=LAST), "lost"),
        (activity(Status.LOST, ends_on=LAST), activity(Status.STARTED, ends_on=LAST), "adjusted"),
        (activity(Status.STARTED), activity(Status.ENDED, ends_on=LAST, outcome=DROPPED), "ended"),
        (
            activity(Status.ENDED, ends_on=LAST),
            activity(Status.ENDED, ends_on=LAST, outcome=DROPPED),
            "adjusted",
        ),
        (activity(purpose=PURPOSES[1]), activity(purpose=PURPOSES[2]), "adjusted"),
        (activity(), activity(outcome=DROPPED), ""),
    ],
    ids=lambda one: one if isinstance(one, str) else str(one.status),
)
def test_what_becomes_of_a_step_is_said_in_its_own_word(
    before: Activity, after: Activity, words: str
) -> None:
    _, said = said_of(before, after)

    assert [one.TYPE for one in said] == [f"employment.milestone_{word}.v1" for word in words.split()]  # type: ignore[attr-defined]


def test_an_end_carries_how_it_ended_and_a_proposal_what_it_is_for() -> None:
    known, [proposed], _ = record({}, activity(Status.PROPOSED, purpose=PURPOSES[1]), 1, MONTHS, NOW)
    _, facts, _ = record(known, activity(Status.ENDED, ends_on=LAST, outcome=DROPPED), 2, MONTHS, NOW)

    assert isinstance(proposed, EmploymentMilestoneProposed)
    assert (proposed.purpose, proposed.entered_by) == (PURPOSES[1], None)
    assert isinstance(facts[-1], EmploymentMilestoneEnded)
    assert facts[-1].outcome is DROPPED


def test_minutes_that_change_before_the_first_day_hold_from_it_and_later_from_the_day_that_is_told() -> None:
    known, *_ = record({}, activity(), 1, MONTHS, NOW)
    known, [before], _ = record(known, activity(minutes_per_week=615), 2, MONTHS, NOW)
    running = datetime(2026, 12, 20, 9, tzinfo=UTC)
    known, [later], _ = record(known, activity(minutes_per_week=1230), 3, MONTHS, running)
    told = activity(minutes_per_week=1230, minutes_since=date(2027, 1, 1))
    known, [dated], _ = record(known, told, 4, MONTHS, running)

    found = [one for one in (before, later, dated) if isinstance(one, EmploymentMilestoneAdjusted)]
    assert [(one.hours_per_week, one.minutes_per_week, one.minutes_since) for one in found] == [
        (10, 615, date(2026, 12, 1)),
        (20, 1230, None),
        (20, 1230, date(2027, 1, 1)),
    ]


@given(DAYS, st.none() | st.integers(0, 20), st.integers(-40, 40))
def test_where_days_tell_an_activity_begins_on_its_first_and_is_over_after_its_last(
    first: date, lasts: int | None, off: int
) -> None:
    last = None if lasts is None else first + timedelta(days=lasts)
    today = first + timedelta(days=off)
    one = activity(None, first, ends_on=last)

    over = last is not None and today > last
    assert one.on(today).status is (
        Status.ENDED if over else Status.STARTED if today >= first else Status.CREATED
    )
    changes = one.changes_on(today)
    if changes is not None:
        assert changes > today
        assert one.on(changes).status is not one.on(today).status
        assert one.on(changes - timedelta(days=1)).status is one.on(today).status
    else:
        assert over or (last is None and today >= first)


@given(st.dates(), st.none() | st.dates(), st.dates())
def test_days_at_the_ends_of_time_tell_something(first: date, last: date | None, today: date) -> None:
    one = activity(None, first, ends_on=last)

    assert one.on(today).status in {Status.CREATED, Status.STARTED, Status.ENDED}
    one.changes_on(today)


def test_only_what_is_of_a_known_kind_and_has_an_identifier_is_fetched() -> None:
    for kind in Kind:
        assert first_state(kind, ACTIVITY) is State.WAITING
        assert first_state(kind, NOTHING) is State.UNUSED
    assert first_state(None, ACTIVITY) is State.UNUSED


def test_an_older_deletion_changes_nothing_and_a_deleted_activity_no_longer_stands() -> None:
    known, *_ = record({}, activity(), 3, MONTHS, NOW)

    assert void(known, ACTIVITY, 2, NOW) == (known, (), State.OVERTAKEN)
    gone, _, state = void(known, ACTIVITY, 4, NOW)
    assert (gone[ACTIVITY].stands, gone[ACTIVITY].version, state) == (False, 4, State.GONE)


def test_everything_that_an_activity_says_is_said_with_the_citizens_consent() -> None:
    known: Milestones = {}
    said: list[Any] = []
    history = (
        activity(),
        activity(Status.STARTED),
        activity(Status.ENDED, ends_on=date(2027, 1, 8)),
        activity(Status.ENDED, ends_on=date(2027, 1, 8), minutes_per_week=1200),
        activity(Status.DELETED),
    )
    for version, one in enumerate(history, 1):
        known, facts, _ = record(known, one, version, MONTHS, NOW)
        said += facts

    assert len({type(one) for one in said}) == 5
    assert {one.basis for one in said} == {LegalBasis.RSL_11A_1}


def test_an_activity_that_was_over_when_it_was_first_seen_says_its_plan_its_start_and_its_end() -> None:
    _, facts, _ = record({}, activity(Status.ENDED, ends_on=date(2027, 1, 8)), 1, MONTHS, NOW)

    assert [type(fact) for fact in facts] == [
        EmploymentMilestonePlanned,
        EmploymentMilestoneStarted,
        EmploymentMilestoneEnded,
    ]
