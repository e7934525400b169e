"""Activities that are moved, ended, deleted or named after somebody else, on a real PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import pytest

from samspil.contracts.employment import MilestoneKind
from samspil.jobcenter_bridge.api.fetcher import PATIENCE, Fetcher
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.notification import Change, Kind, Notification
from samspil.jobcenter_bridge.partner.case_system import CaseSystem, Found
from samspil.jobcenter_bridge.partner.entity import Worded
from samspil.jobcenter_bridge.storage import notifications
from samspil.testkit.builders import RULES
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, NANCY, VERA, Person
from samspil.testkit.servers import Servers
from samspil.vocabulary.copenhagen import danish_day, start_of

TODAY = danish_day(datetime.now(UTC))
PLANNED, STARTED, ADJUSTED, ENDED, VOIDED = (
    f"employment.milestone_{word}.v1" for word in ("planned", "started", "adjusted", "ended", "voided")
)


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.pool.execute("TRUNCATE notification, delivery, milestone, event, disclosure")


@dataclass
class Cases:
    """A case system that gives out what it is told to."""

    found: Found[Worded[Activity]] | None

    async def activity(self, identifier: UUID, today: date) -> Found[Worded[Activity]] | None:
        return self.found


def an_activity(
    status: Status | None = Status.CREATED, starts_on: date = TODAY, **changed: object
) -> Activity:
    whole: dict[str, object] = {"kind": MilestoneKind.MENTOR, "ends_on": None, "minutes_per_week": 180}
    return Activity(id=uuid4(), status=status, starts_on=starts_on, **{**whole, **changed})  # type: ignore[arg-type]  # by name


def by(person: Person, activity: Activity) -> Found[Worded[Activity]]:
    return Found(person.cpr, Worded(activity, None))


async def look(
    here: JobcenterBridge,
    found: Found[Worded[Activity]] | None,
    of: UUID,
    version: int,
    change: Change = Change.CHANGED,
) -> None:
    """It is notified and looked at, as the case system has it then."""
    one = Notification(100001, of, version)
    await notifications.take_in(here.pool, one, Kind.ACTIVITY, change, None)
    await Fetcher(here.store, here.keyring, cast(CaseSystem, Cases(found)), RULES).round()


async def test_what_the_jobcenter_moves_starts_ends_and_deletes_is_said_one_by_one(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    for what in ("created", "moved", "started", "ended", "deleted"):
        await here.happens(f"activity-{what}", BRUNO)
        await here.fetcher.round()

    said = await here.said(citizen)
    assert [event.type for event in said] == [PLANNED, ADJUSTED, STARTED, ENDED, VOIDED]
    planned, adjusted, started, ended, _ = (event.data for event in said)
    assert adjusted.starts_on - planned.starts_on == timedelta(7)
    assert started.started_on == ended.ended_on == datetime.now(UTC).date()
    assert len({event.data.milestone_id for event in said}) == 1
    assert await here.states() == ["received"] * 4 + ["gone"]


async def test_a_milestone_that_was_said_by_the_version_before_is_said_whole_at_the_next_look(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    one = an_activity(Status.STARTED)
    await here.pool.execute(
        "INSERT INTO milestone (id, citizen_id, kept)"
        " VALUES ($1, $2, json_build_object('id', $1::uuid, 'version', 1, 'stands', true, 'told', NULL))",
        one.id,
        citizen,
    )
    for version in (2, 3):
        await look(here, by(BRUNO, one), one.id, version)

    [adjusted] = await here.said(citizen)
    assert adjusted.type == ADJUSTED
    assert adjusted.data.started_on == TODAY


async def test_an_activity_that_names_somebody_else_or_nobody_is_held_and_moves_to_no_file(
    here: JobcenterBridge,
) -> None:
    citizen, other = await here.informed(BRUNO), await here.informed(NANCY)
    one = an_activity()
    await look(here, by(BRUNO, one), one.id, 1)
    moved = replace(one, starts_on=TODAY + timedelta(7))
    strangers = [by(NANCY, moved), by(VERA, moved), Found(None, Worded(moved, None))]
    for version, found in enumerate(strangers, 2):
        await look(here, found, one.id, version)

    assert await here.types_said(citizen) == [PLANNED]
    assert await here.types_said(other) == []
    failed = await notifications.read_failed(here.pool, 10)
    assert [one.error_class for one in failed] == ["AboutSomebodyElse"] * 3
    assert {one.notification.entity for one in failed} == {one.id}

    await look(here, by(BRUNO, moved), one.id, 9)
    assert await here.types_said(citizen) == [PLANNED, ADJUSTED]


async def test_two_looks_at_once_that_name_two_citizens_give_the_activity_to_one(
    here: JobcenterBridge,
) -> None:
    citizen, other = await here.informed(BRUNO), await here.informed(NANCY)
    one = an_activity()
    await look(here, by(BRUNO, one), one.id, 1)
    await here.pool.execute("UPDATE notification SET state = 'waiting', again = clock_timestamp()")

    with pytest.MonkeyPatch.context() as patched:

        async def nobody(_pool: object, _kind: Kind, _activity: UUID) -> None:
            return None

        patched.setattr("samspil.jobcenter_bridge.api.takes.taking.read_owner", nobody)
        await Fetcher(here.store, here.keyring, cast(CaseSystem, Cases(by(NANCY, one))), RULES).round()

    assert await here.states() == ["failed"]
    assert (await here.types_said(citizen), await here.types_said(other)) == ([PLANNED], [])


async def test_a_deletion_under_the_version_of_the_last_change_is_taken_in(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    one = an_activity()
    await look(here, by(BRUNO, one), one.id, 1, Change.CREATED)
    await look(here, None, one.id, 1, Change.DELETED)
    await look(here, None, one.id, 1, Change.DELETED)

    assert await here.types_said(citizen) == [PLANNED, VOIDED]
    assert await here.states() == ["gone"]


async def test_that_an_activity_is_gone_is_believed_when_it_is_notified_so(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    one = an_activity()
    await look(here, by(BRUNO, one), one.id, 1, Change.CREATED)
    await look(here, None, one.id, 2, Change.CHANGED)
    assert await here.types_said(citizen) == [PLANNED]

    await look(here, None, one.id, 3, Change.DELETED)
    await look(here, by(BRUNO, one), one.id, 2, Change.CHANGED)
    assert await here.types_said(citizen) == [PLANNED, VOIDED]


async def test_a_deleted_activity_that_is_still_given_out_is_looked_at_again_and_then_held(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    one = an_activity()
    await look(here, by(BRUNO, one), one.id, 1, Change.CREATED)
    await look(here, by(BRUNO, one), one.id, 2, Change.DELETED)
    assert await here.states() == ["received", "waiting"]

    await here.pool.execute("UPDATE notification SET attempts = $1 WHERE version = 2", PATIENCE)
    await here.time_passes()
    await look(here, by(BRUNO, one), one.id, 2, Change.DELETED)
    assert await here.states() == ["received", "failed"]
    assert await here.types_said(citizen) == [PLANNED]


async def test_where_days_tell_an_activity_is_looked_at_on_its_first_day_and_after_its_last(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    first, last = TODAY + timedelta(3), TODAY + timedelta(9)
    one = an_activity(None, first, ends_on=last)
    await look(here, by(BRUNO, one), one.id, 1)
    again = "SELECT state, again FROM notification"
    assert tuple(await here.pool.fetchrow(again) or ()) == ("waiting", start_of(first))

    one = replace(one, starts_on=TODAY)
    await here.time_passes()
    await look(here, by(BRUNO, one), one.id, 1)
    assert tuple(await here.pool.fetchrow(again) or ()) == ("waiting", start_of(last + timedelta(1)))

    one = replace(one, ends_on=TODAY - timedelta(1), starts_on=TODAY - timedelta(2))
    await here.time_passes()
    await look(here, by(BRUNO, one), one.id, 1)
    assert await here.states() == ["received"]
    assert await here.types_said(citizen) == [PLANNED, STARTED, ENDED, ADJUSTED]


async def test_after_the_legal_end_nothing_more_is_received_and_with_a_new_basis_it_is(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    one = an_activity()
    await look(here, by(BRUNO, one), one.id, 1)
    await here.pool.execute(
        "UPDATE disclosure SET state = jsonb_set(state::jsonb, '{told,received_until}', to_jsonb($1::date))",
        TODAY - timedelta(1),
    )
    await look(here, by(BRUNO, replace(one, minutes_per_week=540)), one.id, 2)
    await look(here, None, one.id, 3, Change.DELETED)
    assert await here.types_said(citizen) == [PLANNED]
    assert await here.states() == ["received", "not_received", "not_received"]

    await here.informed(BRUNO)
    await Fetcher(here.store, here.keyring, cast(CaseSystem, Cases(None)), RULES).round()
    assert await here.types_said(citizen) == [PLANNED, VOIDED]


async def test_somebody_without_a_cpr_number_is_never_named_to_the_jobcenter(here: JobcenterBridge) -> None:
    citizen = await here.informed(ADMINISTRATIVE_REPLACEMENT, hold=TODAY + timedelta(7))
    before = (await here.http.get(f"{here.sandbox}/received")).json()
    await here.courier.round()

    assert (await here.http.get(f"{here.sandbox}/received")).json() == before
    [ended] = await here.said(citizen)
    assert ended.data.outcome == "refused"
