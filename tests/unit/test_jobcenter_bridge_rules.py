"""What the jobcenter-bridge decides: milestones, what the jobcenter is told, and when."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import ContactHold, Identity, JobcenterInformed
from samspil.contracts.employment import (
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
    MilestoneKind,
)
from samspil.contracts.envelope import Event
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.milestones import Milestone, Milestones, record, void
from samspil.jobcenter_bridge.domain.notification import NOTHING, State, first_state
from samspil.jobcenter_bridge.domain.sending import next_sending
from samspil.jobcenter_bridge.domain.wanted import wanted
from samspil.jobcenter_bridge.messages.disclosure import disclosure
from samspil.jobcenter_bridge.partner.wording import NotForTheJobcenter, task
from samspil.overview.domain.employment_state import EmploymentState, fold_employment
from samspil.testkit.builders import event
from samspil.testkit.jobcenter_kit import heard_again
from samspil.vocabulary.citizen_id import new_citizen_id
from samspil.vocabulary.copenhagen import COPENHAGEN
from samspil.vocabulary.sealed import Sealed

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ACTIVITY = UUID(int=7)


def sealed(kind: str) -> Sealed:
    return Sealed.of(key_id=UUID(int=1), kind=kind, token_id=UUID(int=2), box="A" * 40)


CPR, NAME, ASK = sealed("cpr"), sealed("name"), sealed("ask")


def heard(seq: int = 1, **told: object) -> Event[JobcenterInformed]:
    whole: dict[str, object] = {
        "shares": True,
        "until": None,
        "milestones_received": True,
        "identity": Identity(cpr=CPR, name=NAME),
        "contact_hold": None,
        "occurred_at": NOW,
    }
    informed = JobcenterInformed(**{**whole, **told})  # type: ignore[arg-type]  # by name, as told
    return heard_again(informed, new_citizen_id(), seq)


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
    before = {ACTIVITY: Milestone(1, stands=True, told=None)}
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
    return known, state


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


def test_only_activities_with_an_identifier_are_fetched() -> None:
    assert first_state("Aktivitet", ACTIVITY) is State.WAITING
    assert first_state("Aktivitet", NOTHING) is State.UNUSED
    assert first_state("Kontaktgruppe", ACTIVITY) is State.UNUSED


def test_milestones_are_received_until_the_last_day_and_not_after_it() -> None:
    told = disclosure(heard(received_until=date(2026, 12, 1)), None)

    assert told.receives_milestones(date(2026, 12, 1))
    assert not told.receives_milestones(date(2026, 12, 2))
    assert not disclosure(heard(milestones_received=False), None).receives_milestones(date(2026, 12, 1))


def test_the_number_is_kept_when_sharing_ends_so_that_the_end_can_be_told() -> None:
    before = disclosure(heard(), None)

    assert disclosure(heard(seq=2, shares=False, identity=None), before).cpr == CPR


@given(
    hold_id=st.uuids(),
    occurred_at=st.datetimes(min_value=datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    until=st.none() | st.dates(),
    milestones=st.booleans(),
    seq=st.integers(min_value=1, max_value=2**40),
)
def test_the_jobcenter_reads_the_same_whatever_the_cause(
    hold_id: UUID, occurred_at: datetime, until: date | None, milestones: bool, seq: int
) -> None:
    hold = ContactHold(hold_id=hold_id, until=date(2026, 12, 4), ask=ASK)
    event = heard(
        seq, contact_hold=hold, occurred_at=occurred_at, until=until, milestones_received=milestones
    )

    told = wanted(disclosure(event, None))

    assert set(told) == {"contact_hold"}
    content = told["contact_hold"]
    assert content.told is Told.CONTACT_HOLD
    assert content.body == {"until": "2026-12-04", "ask": ASK}
    assert task(content.told, {**content.body, "ask": "Aisha Digtet"}) == {
        "title": "Kontaktpause",
        "description": (
            "Borgeren skal ikke kontaktes til og med 04.12.2026. Spørgsmål rettes til Aisha Digtet."
        ),
        "deadline": "2026-12-04",
        "taskType": "ORIENTERING",
    }


def test_without_a_basis_nothing_is_wanted() -> None:
    hold = ContactHold(hold_id=uuid4(), until=date(2026, 12, 4), ask=ASK)

    assert wanted(disclosure(heard(contact_hold=hold, shares=False), None)) == {}


@pytest.mark.parametrize("told", [Told.SHARING_ENDED, Told.CONTACT_HOLD_ENDED])
def test_an_end_is_one_fixed_sentence(told: Told) -> None:
    words = task(told, {"cpr": "anything"})

    assert words["deadline"] is None
    assert (words["description"] or "").count(".") == 1
    assert "anything" not in str(words)


@given(st.dates(), st.text())
def test_a_pause_can_be_told_whatever_was_stored_of_it(until: date, ask: str) -> None:
    told = task(Told.CONTACT_HOLD, {"until": until.isoformat(), "ask": ask})

    assert told["deadline"] == until.isoformat()
    assert (told["description"] or "").isprintable()


def test_a_contact_person_is_not_for_the_jobcenter() -> None:
    with pytest.raises(NotForTheJobcenter):
        task(Told.CONTACT_PERSON, {})


instants = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(instants, st.integers(0, 23))
def test_the_next_sending_is_the_first_at_its_hour(now: datetime, hour: int) -> None:
    at = next_sending(now, hour)

    local = at.astimezone(COPENHAGEN)
    skipped = local.month == 3 and hour == 2 and local.hour == 3
    assert local.hour == hour or skipped
    assert (local.minute, local.second) == (0, 0)
    assert now <= at <= now + timedelta(hours=25)
    assert next_sending(at, hour) == at


@given(instants, st.integers(0, 23), st.integers(1, 86_000))
def test_whatever_happens_between_two_sendings_is_sent_at_the_same_instant(
    now: datetime, hour: int, later: int
) -> None:
    at = next_sending(now, hour)
    other = min(now + timedelta(seconds=later), at)

    assert next_sending(other, hour) == at


def test_without_an_hour_it_is_sent_at_once() -> None:
    assert next_sending(NOW, None) == NOW
