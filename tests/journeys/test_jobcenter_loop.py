"""A referral to the jobcenter and back, with real processes, whatever the jobcenter's system does."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from samspil.sandboxes.journey.state import day
from samspil.testkit.partners import JOBCENTER, Partners
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, system_under_test
from samspil.testkit.walk import Walk

HOWS = ["well", "slow", "away", "error-with-effect"]


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    async with system_under_test(servers, tmp_path_factory.mktemp("system")) as built:
        await built.start_partners()
        yield built


async def tasks(here: SystemUnderTest, walk: Walk) -> set[str]:
    """What waits for somebody about the citizen."""
    rows = await here.fetch("overview", "SELECT work FROM task WHERE citizen_id = $1", UUID(walk.citizen_id))
    return {row["work"] for row in rows}


@pytest.mark.parametrize("how", HOWS)
async def test_the_jobcenter_is_asked_and_answers_whatever_its_system_did_meanwhile(
    here: SystemUnderTest, how: str
) -> None:
    walk = Walk(here, Person(synthetic_cpr(71_001 + HOWS.index(how)), "Bo Test Prøvesen"))
    await walk.submit()
    await Partners(here).behave(JOBCENTER, how, 1)

    await walk.ask_jobcenter()

    line = await walk.balance("JOB-1")
    assert line["sent"] == line["open"] + line["answered"] + line["cancelled"] + line["closed"]
    assert line["answered"] == HOWS.index(how) + 1
    told = await Partners(here).told(JOBCENTER, walk.person)
    assert [one.title for one in told] == ["Henvendelse fra socialpsykiatrien"]
    assert await here.all_wrongs() == []


async def test_what_the_jobcenters_system_refuses_is_not_sent_and_somebody_is_told(
    here: SystemUnderTest,
) -> None:
    walk = Walk(here, Person(synthetic_cpr(71_010), "Gry Test Påfund"))
    await walk.submit()
    await Partners(here).behave(JOBCENTER, "refusing", 1)
    wish = {"to_unit": "JOB-1", "words": "Jeg vil i gang.", "basis": "lab", "consent_until": day(60)}

    asked = await walk.post("caseworker", "referral", walk.about("/referrals"), wish)

    async def is_listed() -> bool:
        return "tell_jobcenter" in await tasks(here, walk)

    await walk.until(is_listed)
    referrals = {one["id"]: one for one in (await walk.view())["referrals"]}
    assert referrals[asked["referral_id"]]["standing"] == "submitted"
    assert referrals[asked["referral_id"]]["turn"] == "social", "it is not their turn"


async def test_of_two_answers_the_first_stands_and_somebody_finds_out_which_holds(
    here: SystemUnderTest,
) -> None:
    walk = Walk(here, Person(synthetic_cpr(71_020), "Ida Test Opdigtet"))
    await walk.submit()
    await walk.ask_jobcenter()

    await walk.notify({"what": "task-answered", "cpr": walk.person.cpr.number, "reply": {"status": "afvist"}})

    async def is_listed() -> bool:
        return "settle_answers" in await tasks(here, walk)

    await walk.until(is_listed)
    assert "accepted" in {one["standing"] for one in (await walk.view())["referrals"]}
