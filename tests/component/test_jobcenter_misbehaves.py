"""However the case system misbehaves, what it is told has one effect, and what it tells is said once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr

from samspil.exchange.courier import Courier
from samspil.jobcenter_bridge.api.fetcher import Fetcher
from samspil.jobcenter_bridge.handlers.end_delivery import end_delivery
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.partner.client import client_at
from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, Reading
from samspil.jobcenter_bridge.partner.tokens import Credentials
from samspil.jobcenter_bridge.storage.queries import read_cpr
from samspil.sandboxes.jobcenter.behaviour import How
from samspil.sandboxes.jobcenter.page import BEHAVES
from samspil.testkit.builders import RULES
from samspil.testkit.jobcenter_bridge import API_KEY, CLIENT_ID, TIMEOUT, JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, VERA
from samspil.testkit.servers import Servers

UNTIL = datetime.now(UTC).date() + timedelta(days=14)
PLANNED, STARTED = "employment.milestone_planned.v1", "employment.milestone_started.v1"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.behave("well")
    await here.pool.execute("TRUNCATE notification, delivery, milestone, event, disclosure")


TELLING = {
    How.WELL: (1, 1),
    How.SLOW: (2, 2),
    How.SILENT: (2, 2),
    How.ERROR_WITH_EFFECT: (2, 2),
    How.HTML: (2, 2),
    How.OTHER_JSON: (2, 2),
    How.EMPTY: (2, 2),
    How.HUGE: (2, 2),
    How.ERROR: (2, 1),
    How.AWAY: (2, 1),
    How.KEY_ROTATED: (2, 1),
    How.TOKEN_EXPIRED: (1, 1),
}
"""By hand: how often the courier goes until it is acknowledged, and how often the task is taken in."""
REFUSALS = {How.REFUSING, How.GONE}


@pytest.mark.parametrize("how", TELLING)
async def test_a_pause_is_told_once_however_it_is_met(here: JobcenterBridge, how: How) -> None:
    rounds, receptions = TELLING[how]
    before = len(await here.received())
    citizen = await here.informed(BRUNO, hold=UNTIL)
    await here.behave(how, 1)
    for _ in range(rounds):
        assert await here.said(citizen) == []
        await here.time_passes()
        await here.courier.round()

    [end] = await here.said(citizen)
    assert (end.data.told, end.data.outcome) == ("contact_hold", "acknowledged")
    [task] = (await here.received())[before:]
    assert (task["receptions"], task["same_bytes"]) == (receptions, True)
    assert task["key"] == str(end.data.delivery_id)


@pytest.mark.parametrize("how", sorted(REFUSALS))
async def test_what_is_refused_ends_so_and_has_no_effect(here: JobcenterBridge, how: How) -> None:
    before = await here.received()
    citizen = await here.informed(BRUNO, hold=UNTIL)
    await here.behave(how, 1)
    await here.courier.round()

    [end] = await here.said(citizen)
    assert end.data.outcome == "refused"
    assert await here.received() == before


def test_every_behaviour_is_tried_on_what_is_told_and_on_what_is_fetched() -> None:
    assert TELLING.keys() | REFUSALS == set(How)
    assert FETCHING.keys() == BEHAVES.keys() == set(How)


FETCHING = {
    How.WELL: "received",
    How.SLOW: "waiting",
    How.SILENT: "waiting",
    How.ERROR_WITH_EFFECT: "waiting",
    How.ERROR: "waiting",
    How.AWAY: "waiting",
    How.KEY_ROTATED: "waiting",
    How.TOKEN_EXPIRED: "received",
    How.GONE: "gone",
    How.HTML: "failed",
    How.OTHER_JSON: "failed",
    How.EMPTY: "failed",
    How.HUGE: "failed",
    How.REFUSING: "failed",
}
"""By hand: what becomes of a notification whose entity is fetched while it is like this, once."""


@pytest.mark.parametrize("how", FETCHING)
async def test_what_it_tells_is_said_once_however_it_gives_it_out(here: JobcenterBridge, how: How) -> None:
    citizen = await here.informed(VERA)
    await here.behave(how, 1)
    created = await here.happens("activity-created", VERA)
    await here.fetcher.round()
    assert await here.states() == [FETCHING[how]]

    if FETCHING[how] == "failed":  # somebody has a look, when the case system is itself again
        again = f"{here.bridge}/v1/notifications/100001/{created['eksternIdentifier']}/1/retry"
        answer = await here.http.post(again, headers=await here.bearer("operator"))
        assert answer.status_code == 202
    if FETCHING[how] == "gone":  # that it is there after all is notified as a change
        assert await here.types_said(citizen) == []
        await here.happens("activity-started", VERA)
    await here.time_passes()
    await here.fetcher.round()

    said = await here.types_said(citizen)
    assert said == ([PLANNED, STARTED] if FETCHING[how] == "gone" else [PLANNED])
    assert (await here.states())[-1] == "received"


async def test_what_is_notified_twice_is_said_once(here: JobcenterBridge) -> None:
    citizen = await here.informed(VERA)
    await here.behave("well", sends="twice")
    await here.happens("activity-created", VERA)
    await here.fetcher.round()

    assert await here.types_said(citizen) == [PLANNED]
    assert await here.states() == ["received"]


async def test_what_is_notified_the_newest_first_is_said_as_it_is_now_and_once(here: JobcenterBridge) -> None:
    citizen = await here.informed(VERA)
    await here.behave("well", sends="newest-first")
    await here.happens("activity-created", VERA)
    assert await here.fetcher.round() == 0
    await here.happens("activity-started", VERA)
    came = await here.pool.fetch("SELECT version FROM notification ORDER BY received_at")
    assert [row["version"] for row in came] == [2, 1]
    await here.fetcher.round()
    while "waiting" in await here.states():  # the other was looked at meanwhile
        await asyncio.sleep(0.1)
        await here.fetcher.round()

    assert await here.types_said(citizen) == [PLANNED, STARTED]
    assert set(await here.states()) <= {"received", "overtaken"}, "both may be looked at at once"


@pytest.mark.parametrize("wrong", ["secret", "address"])
async def test_a_client_that_is_given_no_token_leaves_nothing_and_loses_nothing(
    here: JobcenterBridge, wrong: str
) -> None:
    path = "/oauth2/token" if wrong == "secret" else "/livez"
    who = Credentials(f"{here.sandbox}{path}", CLIENT_ID, SecretStr("another by now"))
    before = await here.received()
    citizen = await here.informed(VERA, hold=UNTIL)
    await here.happens("activity-created", VERA)
    async with client_at(here.sandbox, API_KEY, TIMEOUT, who) as client:
        cases = CaseSystem(client, Reading(ACTIVITY_KINDS))
        jobcenter = Jobcenter(cases, here.keyring, partial(read_cpr, here.pool))
        await Courier(here.store, jobcenter, end_delivery).round()
        await Fetcher(here.store, here.keyring, cases, RULES).round()

    assert await here.received() == before
    assert (await here.states(), await here.said(citizen)) == (["waiting"], [])
    kept = await here.pool.fetchrow("SELECT state, attempts, kept->>'body' FROM delivery")
    assert tuple(kept or ()) == ("open", 1, None), "it counts as never told"

    await here.time_passes()
    await here.courier.round()
    await here.fetcher.round()
    assert sorted(await here.types_said(citizen)) == ["employment.delivery_ended.v1", PLANNED]
    [task] = [one for one in await here.received() if one not in before]
    assert task["receptions"] == 1
