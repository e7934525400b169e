"""Steps that are proposed, achieved and lost, and whether they last, on a real PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from samspil.jobcenter_bridge.api.clock import due
from samspil.jobcenter_bridge.partner.jobcenter import ACCESS
from samspil.ledger.due import Clock
from samspil.testkit.builders import RULES
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, NANCY
from samspil.testkit.servers import Servers
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.months import months_on

TODAY = danish_day(datetime.now(UTC))
DAY = timedelta(days=1)
PURPOSE = "Kanariefugl prøver et lager."


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.behave("well")
    await here.pool.execute("TRUNCATE notification, milestone, meeting, standing, event, disclosure, due")


async def happens(here: JobcenterBridge, what: str, **more: Any) -> dict[str, Any]:
    notification = await here.happens(f"activity-{what}", BRUNO, more=more)
    await here.fetcher.round()
    return notification


async def words(here: JobcenterBridge, citizen: Any) -> list[str]:
    return [
        one.removeprefix("employment.milestone_").removesuffix(".v1")
        for one in await here.types_said(citizen)
    ]


async def achieved(here: JobcenterBridge, days_ago: int) -> Any:
    """A job that was got so many days ago, of which nobody has looked whether it lasts."""
    citizen = await here.informed(BRUNO)
    await happens(here, "achieved", kind="ordinaert_job", on=(TODAY - days_ago * DAY).isoformat())
    return citizen


async def as_if_got(here: JobcenterBridge, on: date) -> None:
    """Time passes: it was got on this day, here and there."""
    await here.pool.execute(
        "UPDATE milestone SET kept = jsonb_set(kept::jsonb, '{told,achieved_on}', to_jsonb($1::date))::json",
        on,
    )
    await here.pool.execute("UPDATE due SET at = clock_timestamp()")


async def looks(here: JobcenterBridge) -> int:
    await Clock(here.store, due(RULES)).tick()
    return await here.fetcher.round()


async def test_a_step_is_proposed_agreed_achieved_and_lost_in_its_own_words(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    for what in ("proposed", "planned", "started", "achieved", "lost", "deleted"):
        await happens(here, what)

    assert await words(here, citizen) == [
        *("proposed", "planned", "started", "achieved", "lost", "voided"),
    ]
    assert len({one.data.milestone_id for one in await here.said(citizen)}) == 1


async def test_a_step_that_ends_says_how_and_one_that_is_deleted_while_proposed_is_taken_back(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    await happens(here, "proposed")
    await happens(here, "deleted")
    await happens(here, "created", kind="uddannelse")
    await happens(here, "ended", outcome="fravalgt_af_borger")

    assert await words(here, citizen) == ["proposed", "voided", "planned", "started", "ended"]
    said = await here.said(citizen)
    assert (said[2].data.kind, said[2].data.minutes_per_week) == ("education", 900)
    assert said[-1].data.outcome == "dropped_by_citizen"


async def test_what_it_is_for_is_sealed_once_and_can_be_read_nowhere(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    await happens(here, "proposed", purpose=PURPOSE)
    await happens(here, "planned")
    await happens(here, "started")
    await happens(here, "moved", purpose="Kanariefugl vil noget andet.")

    proposed, planned, *_ = (one.data for one in await here.said(citizen))
    assert proposed.purpose == planned.purpose
    assert await here.keyring.open(citizen, {"words": proposed.purpose}, ACCESS) == {"words": PURPOSE}
    assert "Kanariefugl" not in await here.everything()


async def test_it_is_looked_at_after_three_months_by_the_calendar(here: JobcenterBridge) -> None:
    citizen = await achieved(here, 10)

    marked = await here.pool.fetch("SELECT what, at FROM due WHERE what LIKE 'lasts:%'")
    assert [row["at"] for row in marked] == [start_of(months_on(TODAY - 10 * DAY, 3))]
    assert await words(here, citizen) == ["planned", "started", "achieved"]


async def test_what_still_is_so_when_it_is_fetched_anew_lasts_and_that_is_said_once(
    here: JobcenterBridge,
) -> None:
    citizen = await achieved(here, 100)
    for _ in range(3):
        await here.time_passes()
        await here.pool.execute("UPDATE due SET at = clock_timestamp()")
        await looks(here)

    assert await words(here, citizen) == ["planned", "started", "achieved", "sustained"]
    last = (await here.said(citizen))[-1].data
    assert (last.months, last.checked_on, last.entered_by) == (3, TODAY, None)
    assert await here.states() == ["received"]
    [row] = await here.pool.fetch("SELECT at FROM due WHERE what LIKE 'lasts:%'")
    assert row["at"] == start_of(months_on(TODAY - 100 * DAY, 6))


async def test_the_clock_has_it_fetched_anew_and_what_was_lost_meanwhile_is_said_to_be(
    here: JobcenterBridge,
) -> None:
    citizen = await achieved(here, 5)
    await here.happens("activity-lost", BRUNO, notify=False)
    await as_if_got(here, TODAY - 100 * DAY)
    assert await looks(here) == 1

    assert (await words(here, citizen))[3:] == ["lost", "adjusted"]  # its other days were moved, too
    await here.pool.execute("UPDATE due SET at = clock_timestamp()")
    assert await looks(here) == 0
    assert await here.pool.fetchval("SELECT count(*) FROM due WHERE what LIKE 'lasts:%'") == 0


async def test_what_is_away_or_gone_stays_unknown_and_is_seen_by_who_asks(here: JobcenterBridge) -> None:
    citizen = await achieved(here, 5)
    await here.happens("activity-deleted", BRUNO, notify=False)
    await as_if_got(here, TODAY - 100 * DAY)
    await here.behave("away", 1)
    assert await looks(here) == 1
    assert await here.states() == ["waiting"]
    await here.time_passes()
    assert await looks(here) == 1

    assert (await words(here, citizen))[3:] == []
    operator = await here.bearer("operator")
    [failed] = (await here.http.get(f"{here.bridge}/v1/notifications/failed", headers=operator)).json()
    assert failed["errorClass"] == "GoneUnsaid"

    await as_if_got(here, TODAY - 200 * DAY)
    assert await looks(here) == 1, "it is looked at on its next day, too"
    assert await here.states() == ["failed"]


async def test_whoever_is_no_longer_received_is_not_looked_at(here: JobcenterBridge) -> None:
    citizen = await achieved(here, 5)
    await here.informed(BRUNO, milestones=False)
    await as_if_got(here, TODAY - 100 * DAY)

    assert await looks(here) == 0
    assert (await words(here, citizen))[3:] == []


async def test_the_sandboxs_page_has_a_button_for_each_act(here: JobcenterBridge) -> None:
    page = f"{here.sandbox}/page/send"
    for what in ("proposed", "planned", "started", "achieved", "lost"):
        form = {"what": f"activity-{what}", "cpr": NANCY.cpr.number, "kind": "mentor", "purpose": "En prøve"}
        assert f'value="{form["what"]}"' in (await here.http.get(here.sandbox)).text
        shown = await here.http.post(page, data=form, follow_redirects=True)
        assert "Ændringen er sendt." in shown.text
    assert "ophørt" in shown.text
    assert "En prøve" in shown.text


RACES: dict[str, tuple[str, dict[str, Any]]] = {
    "activity": ("activity-created", {"more": {"purpose": PURPOSE}}),
    "call": ("meeting-called", {"invitation": {"sted": "Rådhuset"}}),
    "status": ("status-changed", {"coordinator": "Aisha Digtet"}),
}


@pytest.mark.parametrize("kind", list(RACES))
async def test_what_somebody_else_looked_at_meanwhile_is_looked_at_again_and_said_once(
    here: JobcenterBridge, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(*_: object) -> None:
        return None

    citizen = await here.informed(BRUNO)
    what, more = RACES[kind]
    await here.happens(what, BRUNO, **more)
    await here.fetcher.round()
    await here.pool.execute("UPDATE notification SET state = 'waiting', again = clock_timestamp()")
    with monkeypatch.context() as patched:
        patched.setattr(f"samspil.jobcenter_bridge.api.takes.{kind}.read_kept", not_yet)
        await here.fetcher.round()
    assert await here.states() == ["waiting"], "it was compared before the first was known"

    await here.time_passes()
    await here.fetcher.round()
    assert len(await here.said(citizen)) == 1
    assert await here.states() == ["received"]
