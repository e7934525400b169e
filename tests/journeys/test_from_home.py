"""Who comes from home acts at the service whose it is: a consent is taken back, a relative steps back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID

import httpx2
import pytest

from samspil.sandboxes.journey.sharing import CONSENTS
from samspil.sandboxes.journey.state import day
from samspil.testkit.pages import at, form_of, hidden, somebody
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.reasons import give_reason
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk

PROCESSES = ("referral-web", "referral-worker", "overview-web", "overview-worker")
OWN, SISTERS = 64_001, 64_002
SISTER: dict[str, Any] = {
    "kind": "sibling",
    "name": "Lone Test Søster",
    "may_know": ["plan"],
    "until": day(30),
}


class AtHome(NamedTuple):
    """A citizen, and the address of the entry of their sister, who has no number to sign in with yet."""

    walk: Walk
    sister: str

    @property
    def page(self) -> str:
        return f"/borgere/{self.walk.citizen_id}"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(
        servers, tmp_path_factory.mktemp("system"), *PROCESSES, settings=settings
    ) as built:
        yield built


@pytest.fixture(scope="module")
async def at_home(here: SystemUnderTest) -> AtHome:
    walk = Walk(here, Person(synthetic_cpr(OWN), "Ida Test Hjemme"))
    await walk.submit()
    added = await walk.post("caseworker", "referral", walk.about("/relatives"), SISTER)
    await give_reason(here, UUID(walk.citizen_id), "sagsbehandler-social")
    made = AtHome(walk, added["relative_id"])
    await eventually(lambda: is_there(here, made))
    return made


async def is_there(here: SystemUnderTest, at_home: AtHome) -> bool:
    async with somebody(pages_of(here), "sagsbehandler-social") as mette:
        return SISTER["name"] in (await mette.get(f"{at_home.page}/oplysninger")).text


def pages_of(here: SystemUnderTest) -> str:
    return here.address("overview-web").replace("127.0.0.1", "localhost")


@asynccontextmanager
async def from_home(here: SystemUnderTest, number: int) -> AsyncIterator[httpx2.AsyncClient]:
    """Signed in, where there is one way in; ``/log-ind`` led nowhere else."""
    async with at(pages_of(here)) as http:
        fields = hidden((await http.get("/log-ind")).text, "/log-ind/hjemmefra")
        await http.post("/log-ind/hjemmefra", data={**fields, "subject": f"opdigtet-{number}"})
        yield http


async def removed(here: SystemUnderTest, at_home: AtHome) -> list[dict[str, Any]]:
    read = await at_home.walk.get("caseworker", "referral", at_home.walk.about("/relatives"))
    assert read is not None
    return [one for one in read["relatives"] if one["left"]]


async def test_staff_let_a_relative_in_on_the_files_page_and_the_relative_steps_back_on_theirs(
    here: SystemUnderTest, at_home: AtHome
) -> None:
    file, form = f"{at_home.page}/oplysninger", f"{at_home.page}/paaroerende/giv-login"
    number = synthetic_cpr(SISTERS).number
    async with somebody(pages_of(here), "sagsbehandler-social") as mette:
        fields = await form_of(mette, f"{form}?ting={at_home.sister}", form)
        wrong = await mette.post(form, data={**fields, "cpr": "123"})
        assert (wrong.status_code, "CPR" in wrong.text) == (422, True)
        own = await mette.post(form, data={**fields, "cpr": synthetic_cpr(OWN).number})
        assert "Det er borgerens eget nummer." in own.text
        let = await mette.post(form, data={**fields, "cpr": f"{number[:6]}-{number[6:]}"})
        assert (let.status_code, let.headers["location"]) == (303, file)
        shown = (await mette.get(file)).text
        assert "Den pårørende kan logge ind." in shown
        assert "Kan logge ind og se det." in shown
        assert number not in shown

    async with from_home(here, SISTERS) as sister:
        page = (await sister.get("/paaroerende")).text
        assert "Det må du vide om Ida Test Hjemme" in page
        asked = await form_of(sister, "/paaroerende/traed-tilbage", "/paaroerende/traed-tilbage")
        done = await sister.post("/paaroerende/traed-tilbage", data=asked)
        assert (done.status_code, "Du er logget ud." in done.text) == (200, True)
        assert (await sister.get("/paaroerende")).headers["location"].startswith("/log-ind")

    [left] = await removed(here, at_home)
    assert (left["left"], left["signs_in"]) == ("stepped_back", False)
    async with from_home(here, SISTERS) as sister:
        assert (await sister.get("/paaroerende")).headers["location"].startswith("/log-ind")


async def test_the_citizen_takes_a_consent_back_whatever_else_of_them_is_broken(
    here: SystemUnderTest, at_home: AtHome
) -> None:
    agreed = {**CONSENTS[1], "case": at_home.walk.journey.referral, "until": day(180)}
    await at_home.walk.post("caseworker", "referral", at_home.walk.about("/consents"), agreed)
    async with from_home(here, OWN) as citizen:
        await eventually(lambda: _offers(citizen))
        address = await _offers(citizen)
        asked = await form_of(citizen, address, "/min-side/samtykke/traek-tilbage")
        # What was read is enough: nothing of the file, the referrals or the view is needed any more.
        await here.fetch("overview", "UPDATE folded SET state = '{\"who\": 1}' WHERE topic = 'citizen.v1'")
        await here.fetch("referral", "UPDATE citizen_file SET state = '{}'")
        done = await citizen.post("/min-side/samtykke/traek-tilbage", data=asked)

    assert (done.status_code, done.headers["location"]) == (303, "/min-side/deling")
    rows = await here.fetch(
        "referral",
        "SELECT convert_from(record, 'utf8')::jsonb -> 'data' ->> 'recorded_by' AS by FROM event"
        " WHERE citizen_id = $1 AND convert_from(record, 'utf8') LIKE '%consent_withdrawn%'",
        UUID(at_home.walk.citizen_id),
    )
    assert [row["by"] for row in rows] == [at_home.walk.citizen_id]


async def _offers(citizen: httpx2.AsyncClient) -> str:
    page = (await citizen.get("/min-side/deling")).text
    found = page.partition('href="/min-side/samtykke/traek-tilbage?ting=')[2].partition('"')[0]
    return f"/min-side/samtykke/traek-tilbage?ting={found}" if found else ""
