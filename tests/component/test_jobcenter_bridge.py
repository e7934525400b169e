"""The jobcenter-bridge on a real PostgreSQL, beside the sandbox as a real process."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from samspil.jobcenter_bridge.domain.wanted import CONTACT_HOLD, wanted
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge, unreadable_activity
from samspil.testkit.people import BRUNO, EJNAR, NANCY, VERA
from samspil.testkit.servers import Servers

UNREADABLE = uuid4()
PLANNED, STARTED = "employment.milestone_planned.v1", "employment.milestone_started.v1"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder, unreadable_activity(UNREADABLE, BRUNO)) as found:
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.behave("well")
    await here.pool.execute("TRUNCATE notification, delivery")


async def test_an_activity_is_planned_and_started_once_however_often_it_is_notified(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    created = await here.happens("activity-created", BRUNO)
    assert await here.notify(created) == 202
    await here.fetcher.round()
    started = await here.happens("activity-started", BRUNO)
    await here.fetcher.round()
    for again in (started, created):
        assert await here.notify(again) == 202
        assert await here.fetcher.round() == 0

    said = await here.said(citizen)
    assert [event.type for event in said] == [PLANNED, STARTED]
    assert str(said[0].data.milestone_id) == created["eksternIdentifier"]
    assert said[0].data.kind == "work_placement"
    assert said[0].data.basis == "rsl-11a-1"
    assert await here.states() == ["received", "received"]


async def test_a_newer_version_looked_at_first_makes_the_older_one_overtaken(here: JobcenterBridge) -> None:
    citizen = await here.informed(VERA)
    created = await here.happens("activity-created", VERA, notify=False)
    await here.happens("activity-started", VERA)
    await here.fetcher.round()
    await here.notify(created)
    await here.fetcher.round()

    assert sorted(await here.states()) == ["overtaken", "received"]
    assert await here.types_said(citizen) == [PLANNED, STARTED]


async def test_before_milestones_are_received_only_ids_are_kept_and_afterwards_it_is_fetched(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(NANCY, milestones=False)
    await here.happens("activity-created", NANCY)
    await here.fetcher.round()

    assert await here.states() == ["not_received"]
    assert await here.said(citizen) == []

    await here.informed(NANCY, milestones=True)
    assert await here.fetcher.round() == 1
    assert await here.types_said(citizen) == [PLANNED]


async def test_of_a_stranger_nothing_is_made(here: JobcenterBridge) -> None:
    await here.happens("activity-created", EJNAR)
    await here.fetcher.round()

    assert await here.states() == ["not_received"]
    assert await here.keyring.find(EJNAR.cpr) is None
    assert await here.pool.fetchval("SELECT citizen_id FROM notification") is None


async def test_while_the_case_system_is_silent_the_notification_waits(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    before = len(await here.said(citizen))
    await here.happens("activity-created", BRUNO)
    for how in ("silent", "error-with-effect"):
        await here.behave(how, 1)
        await here.fetcher.round()
        waiting = await here.pool.fetchrow("SELECT state, error_class, again FROM notification")
        assert waiting is not None
        assert (waiting["state"], waiting["error_class"]) == ("waiting", "PartnerAway")
        assert waiting["again"] > datetime.now(UTC)
        await here.time_passes()
    await here.fetcher.round()

    assert await here.states() == ["received"]
    assert len(await here.said(citizen)) == before + 1


async def test_what_cannot_be_read_is_kept_as_failed_and_an_operator_may_try_it_again(
    here: JobcenterBridge,
) -> None:
    notification = {
        "entitetNavn": "Aktivitet",
        "entitetId": 100001,
        "eksternIdentifier": str(UNREADABLE),
        "versionIdentifier": 1,
        "identifikationstypeId": 1,
        "aendringstype": 1,
    }
    await here.notify(notification)
    await here.fetcher.round()
    operator = await here.bearer("operator")
    doors = f"{here.bridge}/v1/notifications"

    [failed] = (await here.http.get(f"{doors}/failed", headers=operator)).json()
    assert failed["errorClass"] == "UnreadableEntity"
    assert failed["eksternIdentifier"] == str(UNREADABLE)
    again = f"{doors}/100001/{UNREADABLE}/1/retry"
    assert (await here.http.post(again, headers=operator)).status_code == 202
    assert (await here.http.post(again, headers=operator)).status_code == 404
    assert await here.fetcher.round() == 1
    assert await here.states() == ["failed"]


async def test_what_is_gone_or_of_no_use_here_ends(here: JobcenterBridge) -> None:
    gone = {
        "entitetNavn": "Aktivitet",
        "entitetId": 100001,
        "eksternIdentifier": str(uuid4()),
        "versionIdentifier": 2,
        "identifikationstypeId": 1,
        "aendringstype": 3,
    }
    await here.notify(gone)
    await here.notify({**gone, "entitetNavn": "Frist", "entitetId": 90001})
    await here.fetcher.round()

    assert sorted(await here.states()) == ["gone", "unused"]


async def test_only_the_jobcenters_system_may_notify(here: JobcenterBridge) -> None:
    for role, sector in (("integrator", "region"), ("caseworker", "employment")):
        answer = await here.http.post(
            f"{here.bridge}/v1/notifications", json={}, headers=await here.bearer(role, sector)
        )
        assert answer.status_code == 403


async def test_a_hold_is_told_once_though_the_answers_are_lost(here: JobcenterBridge) -> None:
    until = datetime.now(UTC).date() + timedelta(days=14)
    citizen = await here.informed(BRUNO, hold=until)
    for how in ("silent", "error-with-effect"):
        await here.behave(how, 1)
        await here.courier.round()
        await here.time_passes()
    await here.courier.round()

    [task] = await here.received()
    assert task["receptions"] == 3
    assert task["task"]["title"] == "Kontaktpause"
    assert task["task"]["description"] == (
        f"Borgeren skal ikke kontaktes til og med {until:%d.%m.%Y}. Spørgsmål rettes til Aisha Digtet."
    )
    assert task["task"]["reference"]["type"] == "CITIZEN"
    assert set(task["task"]) == {"title", "description", "deadline", "taskType", "reference"}
    assert not {"traceparent", "tracestate", "baggage", "b3"} & set(task["headers"])
    ended = (await here.said(citizen))[-1]
    assert ended.type == "employment.delivery_ended.v1"
    assert (ended.data.told, ended.data.outcome) == ("contact_hold", "acknowledged")

    await here.informed(BRUNO, shares=False, milestones=False)
    await here.courier.round()
    last = (await here.received())[-1]["task"]
    assert (last["title"], last["description"]) == (
        "Deling er ophørt",
        "Der deles ikke længere oplysninger om borgeren.",
    )


async def test_a_hold_that_is_moved_is_corrected_and_the_correction_has_a_receipt_of_its_own(
    here: JobcenterBridge,
) -> None:
    first, second = (datetime.now(UTC).date() + timedelta(days=days) for days in (14, 7))
    citizen = await here.informed(VERA, hold=first)
    await here.courier.round()
    before = len(await here.said(citizen))
    await here.informed(VERA, hold=second)
    await here.behave("error-with-effect", 1)
    await here.courier.round()
    assert len(await here.said(citizen)) == before
    await here.time_passes()
    await here.courier.round()

    told, corrected = (await here.received())[-2:]
    assert (told["task"]["title"], told["receptions"]) == ("Kontaktpause", 1)
    assert (corrected["task"]["title"], corrected["receptions"]) == ("Rettelse: Kontaktpause", 2)
    assert corrected["same_bytes"]
    assert corrected["task"]["description"] == (
        "Dette gælder i stedet for det, I fik at vide før. "
        f"Borgeren skal ikke kontaktes til og med {second:%d.%m.%Y}. Spørgsmål rettes til Aisha Digtet."
    )
    ends = [one.data for one in (await here.said(citizen))[before - 1 :]]
    assert [(one.told, one.outcome) for one in ends] == [("contact_hold", "acknowledged")] * 2
    assert [str(one.delivery_id) for one in ends] == [told["key"], corrected["key"]]

    await here.informed(VERA, shares=False)
    await here.courier.round()
    assert (await here.received())[-1]["task"]["title"] == "Deling er ophørt"


async def test_the_bytes_are_the_same_whoever_set_the_hold_and_why(here: JobcenterBridge) -> None:
    until = datetime.now(UTC).date() + timedelta(days=14)
    citizen = await here.informed(NANCY)
    bodies = set()
    for milestones in (True, False):
        told = await here.told(citizen, NANCY, milestones=milestones, hold=until)
        content = wanted(told)[CONTACT_HOLD]
        bodies.add(await here.jobcenter.compose(citizen, content, uuid4()))

    assert len(bodies) == 1


async def test_nothing_personal_is_readable_in_what_the_bridge_keeps_or_logs(here: JobcenterBridge) -> None:
    until = datetime.now(UTC).date() + timedelta(days=7)
    await here.informed(BRUNO, hold=until, ask="Kanariefugl Spørgesen")
    await here.happens("activity-created", BRUNO)
    await here.fetcher.round()
    await here.behave("error-with-effect", 1)
    await here.courier.round()

    kept = await here.everything()

    assert str(UNREADABLE) not in kept  # the other tests' rows are gone; what follows is this one's
    assert "contact_hold" in kept
    for canary in ("Kanariefugl", BRUNO.cpr.number, BRUNO.name, "skal ikke kontaktes"):
        assert canary not in kept
        assert canary.encode().hex() not in kept


async def test_the_sandboxs_page_shows_what_it_has_and_lets_something_happen(here: JobcenterBridge) -> None:
    answer = await here.http.post(
        f"{here.sandbox}/page/send",
        data={"what": "activity-created", "cpr": VERA.cpr.number},
        follow_redirects=True,
    )

    assert "Ændringen er sendt." in answer.text
    assert VERA.cpr.number in answer.text
    assert "script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert await here.states() == ["waiting"]
    page = await here.http.post(f"{here.sandbox}/page/behave", data={"how": "slow"}, follow_redirects=True)
    assert "Lige nu: systemet svarer langsomt." in page.text
