"""Calls to meetings, and where a citizen stands, from the case system to the facts, on a real PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from samspil.contracts.employment import EmploymentMeetingCalled, EmploymentStatusChanged
from samspil.jobcenter_bridge.partner.jobcenter import ACCESS
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, EJNAR, NANCY, VERA
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

PLACE, COORDINATOR = "Kanariefugl Rådhus, lokale 3", "Kanariefugl Digtet"
AT = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
CALLED, OFF = "employment.meeting_called.v1", "employment.meeting_cancelled.v1"
STATUS = "employment.status_changed.v1"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.behave("well")
    await here.pool.execute("TRUNCATE notification, meeting, standing, event, disclosure")


async def calls(here: JobcenterBridge, what: str, **changed: Any) -> dict[str, Any]:
    invitation = {"tidspunkt": AT.isoformat(), "sted": PLACE, **changed}
    notification = await here.happens(f"meeting-{what}", BRUNO, invitation=invitation)
    await here.fetcher.round()
    return notification


async def stands(here: JobcenterBridge, what: str = "changed", **group: Any) -> dict[str, Any]:
    notification = await here.happens(f"status-{what}", BRUNO, coordinator=COORDINATOR, group=group or None)
    await here.fetcher.round()
    return notification


async def again(here: JobcenterBridge, *notifications: dict[str, Any]) -> None:
    """Each once more, in this order, and all that are known looked at anew."""
    for one in notifications:
        assert await here.notify(one) == 202
    await here.pool.execute("UPDATE notification SET state = 'waiting', again = clock_timestamp()")
    while await here.fetcher.round():
        pass


async def opened(here: JobcenterBridge, citizen: CitizenId, token: Any) -> str:
    return (await here.keyring.open(citizen, {"words": token}, ACCESS))["words"]


async def test_a_call_is_said_moved_and_called_off_once_however_often_it_is_notified(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    called = await calls(here, "called", samtaletype=4, kontaktform="video")
    moved = await calls(here, "moved")
    cancelled = await calls(here, "cancelled")
    await again(here, cancelled, called, moved)

    said = await here.said(citizen)
    assert [one.type for one in said] == [CALLED, CALLED, OFF]
    first, second, off = (one.data for one in said)
    assert (first.kind, first.form, first.at, first.minutes) == ("follow_up", "video", AT, 45)
    assert (second.at, second.place) == (AT + timedelta(days=7), first.place)
    assert await opened(here, citizen, first.place) == PLACE
    assert off.meeting_id == first.meeting_id
    assert {one.correlationid for one in said} == {first.meeting_id}


async def test_a_deleted_call_is_off_and_an_older_notification_does_not_bring_it_back(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    called = await calls(here, "called")
    deleted = await calls(here, "deleted")
    await again(here, called, deleted)

    assert await here.types_said(citizen) == [CALLED, OFF]
    assert await here.states() == ["gone", "gone"]


async def test_a_call_that_was_off_before_anybody_looked_says_nothing(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    await here.happens("meeting-called", BRUNO, notify=False)
    await calls(here, "cancelled")

    assert await here.types_said(citizen) == []
    assert await here.states() == ["received"]


async def test_the_whole_history_is_said_with_who_coordinates_and_is_empty_when_it_is_deleted(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    first = await stands(here, kontaktgruppe=2, maalgruppe="6.3", fra="2025-01-01")
    second = await stands(here, kontaktgruppe=13, maalgruppe="6.7", fra="2026-02-01")
    unknown = await stands(here, kontaktgruppe=31, maalgruppe="7.1", fra="2026-11-01")
    gone = await stands(here, "deleted")
    await again(here, gone, second, first, unknown)

    said = [one.data for one in await here.said(citizen)]
    assert [type(one) for one in said] == [EmploymentStatusChanged] * 4
    told = [
        [(one.contact_group, one.target_group, one.since, one.until) for one in fact.periods] for fact in said
    ]
    before = (2, "6.3", date(2025, 1, 1), date(2026, 1, 31))
    assert told == [
        [(2, "6.3", date(2025, 1, 1), None)],
        [before, (13, "6.7", date(2026, 2, 1), None)],
        [before, (13, "6.7", date(2026, 2, 1), date(2026, 10, 31)), (None, None, date(2026, 11, 1), None)],
        [],
    ]
    assert len({one.coordinator for one in said[:3]}) == 1
    assert await opened(here, citizen, said[0].coordinator) == COORDINATOR
    assert said[3].coordinator is None


@pytest.mark.parametrize("what", ["meeting-called", "status-changed"])
async def test_of_a_stranger_and_of_whom_it_is_not_received_only_ids_are_kept(
    here: JobcenterBridge, what: str
) -> None:
    citizen = await here.informed(NANCY, calls=False, status=False)
    for person in (EJNAR, NANCY):
        await here.happens(what, person, invitation={"sted": PLACE}, coordinator=COORDINATOR)
    await here.fetcher.round()

    assert await here.states() == ["not_received", "not_received"]
    assert await here.types_said(citizen) == []
    assert await here.keyring.find(EJNAR.cpr) is None
    assert (
        await here.pool.fetchval("SELECT (SELECT count(*) FROM meeting) + (SELECT count(*) FROM standing)")
        == 0
    )

    await here.informed(NANCY, calls=True, status=True)
    await here.fetcher.round()
    assert await here.types_said(citizen) == [CALLED if what == "meeting-called" else STATUS]


@pytest.mark.parametrize(("may", "said"), [("calls", CALLED), ("status", STATUS)])
async def test_each_is_received_for_itself(here: JobcenterBridge, may: str, said: str) -> None:
    others = {"milestones": False, "received": False, "calls": False, "status": False}
    citizen = await here.informed(BRUNO, **{**others, may: True})
    await calls(here, "called")
    await stands(here)

    assert await here.types_said(citizen) == [said]


async def test_one_that_names_somebody_else_is_held_and_moves_to_no_file(here: JobcenterBridge) -> None:
    citizen, other = await here.informed(BRUNO), await here.informed(VERA)
    called = await calls(here, "called")
    await here.pool.execute("UPDATE meeting SET citizen_id = $1", other)
    await again(here, called)

    assert await here.states() == ["failed"]
    assert len(await here.types_said(citizen)) == 1
    assert await here.types_said(other) == []


async def test_nothing_personal_of_a_call_or_a_status_is_readable_in_what_is_kept_or_logged(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    await calls(here, "called")
    await stands(here)
    await here.behave("error-with-effect", 1)
    await calls(here, "moved")

    assert any(isinstance(one.data, EmploymentMeetingCalled) for one in await here.said(citizen))
    kept = await here.everything()
    for canary in ("Kanariefugl", BRUNO.cpr.number):
        assert canary not in kept


async def test_the_sandboxs_page_has_a_button_for_each_act(here: JobcenterBridge) -> None:
    person = {"cpr": VERA.cpr.number}
    forms = [
        *(
            ("/page/call", {"what": f"meeting-{what}", **person, "place": "Rådhuset"})
            for what in ("called", "moved", "cancelled", "deleted")
        ),
        ("/page/stand", {"what": "status-changed", **person, "contact_group": "13", "target_group": "6.7"}),
        ("/page/stand", {"what": "status-deleted", **person}),
    ]
    for path, form in forms:
        assert f'value="{form["what"]}"' in (await here.http.get(here.sandbox)).text
        shown = await here.http.post(f"{here.sandbox}{path}", data=form, follow_redirects=True)
        assert "Ændringen er sendt." in shown.text
    assert "jobsamtale den" in shown.text
    assert "6.7, kontaktgruppe 13" in shown.text
