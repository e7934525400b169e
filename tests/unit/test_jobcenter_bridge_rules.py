"""What the jobcenter-bridge makes of activities: milestones, one version after another."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from overview_facts import without_versions
from samspil.contracts.employment import (
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
    MilestoneKind,
)
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.milestones import Milestone, Milestones, record, void
from samspil.jobcenter_bridge.domain.notification import NOTHING, Kind, State, first_state
from samspil.overview.domain.employment_state import EmploymentState, fold_employment
from samspil.testkit.builders import event
from samspil.vocabulary.legal_basis import LegalBasis

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


ACTIVITY = UUID(int=7)


def activity(
    status: Status | None = Status.CREATED, starts_on: date = date(2026, 12, 1), **changed: object
) -> Activity:
    whole: dict[str, object] = {
        "id": ACTIVITY,
        "status": status,
        "kind": MilestoneKind.WORK_PLACEMENT,
        "starts_on": starts_on,
        "ends_on": None,
        "hours_per_week": 15,
    }
    return Activity(**{**whole, **changed})  # type: ignore[arg-type]  # by name, as told


def said_of(*versions: Activity) -> list[list[object]]:
    """What each of these says, one version after another."""
    known: Milestones = {}
    said: list[list[object]] = []
    for version, one in enumerate(versions, 1):
        known, facts, _ = record(known, one, version, NOW)
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
    otherwise = activity(Status.ENDED, date(2026, 11, 30), ends_on=date(2027, 1, 8), hours_per_week=20)

    assert said_of(activity(), otherwise)[1] == [
        EmploymentMilestoneStarted,
        EmploymentMilestoneEnded,
        EmploymentMilestoneAdjusted,
    ]


def test_a_moved_or_changed_activity_is_adjusted_and_one_that_says_the_same_is_not() -> None:
    moved = activity(starts_on=date(2026, 12, 8))

    assert said_of(activity(), moved, moved, activity(starts_on=date(2026, 12, 8), hours_per_week=20)) == [
        [EmploymentMilestonePlanned],
        [EmploymentMilestoneAdjusted],
        [],
        [EmploymentMilestoneAdjusted],
    ]


def test_a_start_that_is_taken_back_is_adjusted() -> None:
    known, *_ = record({}, activity(Status.STARTED), 1, NOW)
    _, [adjusted], _ = record(known, activity(), 2, NOW)

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
    known, [first], _ = record(before, activity(Status.STARTED), 1, NOW)

    assert isinstance(first, EmploymentMilestoneAdjusted)
    assert first.started_on == date(2026, 12, 1)
    assert record(known, activity(Status.STARTED), 2, NOW).facts == ()
    assert [type(fact) for fact in void(before, ACTIVITY, 2, NOW).facts] == [EmploymentMilestoneVoided]


def test_a_deleted_activity_that_was_never_told_says_nothing_and_no_older_version_brings_it_back() -> None:
    known, said, state = record({}, activity(Status.DELETED), 2, NOW)

    assert (said, state) == ((), State.GONE)
    assert record(known, activity(), 1, NOW) == (known, (), State.OVERTAKEN)


def test_an_older_version_changes_nothing() -> None:
    known, *_ = record({}, activity(), 3, NOW)

    assert record(known, activity(Status.STARTED), 2, NOW) == (known, (), State.OVERTAKEN)


DAYS = st.sampled_from([date(2026, 12, 1), date(2026, 12, 8)])


ACTIVITIES = [UUID(int=7), UUID(int=8)]


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[int, Activity]]:
    """Versions of two activities, each in its own order; drawn from little, so that they often return."""
    return [
        (
            version,
            activity(
                draw(st.sampled_from(Status)),
                draw(DAYS),
                id=id_,
                ends_on=date(2027, 1, 8),
                hours_per_week=draw(st.sampled_from([15, 20])),
            ),
        )
        for id_ in ACTIVITIES
        for version in range(1, draw(st.integers(1, 4)) + 1)
    ]


def looked_at(told: list[tuple[int, Activity]]) -> tuple[Milestones, EmploymentState]:
    """What the bridge knows afterwards, and what the overview folds from what it said."""
    known: Milestones = {}
    state = EmploymentState()
    seq = 0
    for version, one in told:
        known, facts, _ = record(known, one, version, NOW)
        for fact in facts:
            seq += 1
            state = fold_employment(state, event(fact, seq))
    return known, without_versions(state)


@given(st.data())
def test_whatever_is_notified_how_often_and_in_which_order_the_newest_version_stands(
    data: st.DataObject,
) -> None:
    history = data.draw(histories())
    again = data.draw(st.lists(st.sampled_from(history), max_size=6))
    shuffled = data.draw(st.permutations([*history, *again]))

    known, state = looked_at(shuffled)

    assert (known, state) == looked_at(history)
    newest = {one.id: one for _, one in history}
    standing = {id_: one for id_, one in newest.items() if one.status is not Status.DELETED}
    assert {
        one.id: (one.kind, one.starts_on, one.ends_on, one.hours_per_week) for one in state.milestones
    } == {id_: (one.kind, one.starts_on, one.ends_on, one.hours_per_week) for id_, one in standing.items()}
    for one in state.milestones:
        status = standing[one.id].status
        assert one.started_on == (None if status is Status.CREATED else standing[one.id].starts_on)
        assert one.ended_on == (standing[one.id].ends_on if status is Status.ENDED else None)


@given(st.data())
def test_looking_again_says_nothing_new(data: st.DataObject) -> None:
    history = data.draw(histories())
    known, _ = looked_at(history)
    newest = {one.id: (version, one) for version, one in history}

    for version, one in newest.values():
        assert record(known, one, version, NOW)[:2] == (known, ())


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
    known, *_ = record({}, activity(), 3, NOW)

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
        activity(Status.ENDED, ends_on=date(2027, 1, 8), hours_per_week=20),
        activity(Status.DELETED),
    )
    for version, one in enumerate(history, 1):
        known, facts, _ = record(known, one, version, NOW)
        said += facts

    assert len({type(one) for one in said}) == 5
    assert {one.basis for one in said} == {LegalBasis.RSL_11A_1}


def test_an_activity_that_was_over_when_it_was_first_seen_says_its_plan_its_start_and_its_end() -> None:
    _, facts, _ = record({}, activity(Status.ENDED, ends_on=date(2027, 1, 8)), 1, NOW)

    assert [type(fact) for fact in facts] == [
        EmploymentMilestonePlanned,
        EmploymentMilestoneStarted,
        EmploymentMilestoneEnded,
    ]
