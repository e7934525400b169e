"""A citizen put right, moved, dead and alive after all: on the pages alone, at every size."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from browser.visitor import Visitor
from samspil.overview.pages.danish import day
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, system_under_test
from samspil.vocabulary.copenhagen import danish_day

PROCESSES = ("referral-web", "referral-worker", "overview-web", "overview-worker")
CASEWORKER, SUPPORT_WORKER = "Mette Prøvesen", "Aisha Digtet"
NAME = "Ida Test Opdigtet"
CPR = synthetic_cpr(96_001).number
STREET = "Prøvevej 1, 2. th.\n4000 Roskilde"
TODAY = danish_day(datetime.now(UTC))


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(
        servers, tmp_path_factory.mktemp("system"), *PROCESSES, settings=settings
    ) as built:
        yield built


def pages_of(here: SystemUnderTest) -> str:
    return here.address("overview-web").replace("127.0.0.1", "localhost")


async def register(page: Page, cpr: str, name: str = NAME) -> None:
    """From a number that nobody knows to the citizen's page."""
    await page.locator("main").get_by_label("CPR-nummer").fill(cpr)
    await page.locator("main").get_by_role("button", name="Find", exact=True).click()
    form = page.get_by_role("region", name="Opret borger")
    await form.get_by_label("Navn").fill(name)
    await form.get_by_label("Hvad søges der om?").select_option("sel-85")
    await form.get_by_role("button", name="Opret borger").click()
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


async def ask(page: Page) -> None:
    """A new referral to the visitation."""
    await page.get_by_role("region", name="Henvendelser").get_by_role("link", name="Ny henvendelse").click()
    await page.get_by_label("Hvem skal hjælpe?").select_option(label="Visitationen")
    await page.get_by_label("Hvad ønsker borgeren?").fill("Jeg vil ud igen.")
    await page.get_by_label("Hvad søges der om?").select_option("sel-85")
    await page.get_by_role("button", name="Ny henvendelse").click()
    await said(page, "Henvendelsen er sendt.")


async def said(page: Page, news: str) -> None:
    await expect(page.get_by_role("status").filter(has_text=news)).to_be_visible()


async def test_a_file_is_put_right_and_moved_and_a_death_by_mistake_taken_back(
    browser: Browser, here: SystemUnderTest
) -> None:
    async with Visitor.window(browser, pages_of(here)) as visitor:
        page = visitor.page
        await visitor.sign_in(CASEWORKER)
        page.set_default_timeout(8000)
        await page.goto(f"{visitor.pages}/find")
        await register(page, CPR)
        await ask(page)
        citizen = page.url

        await page.goto(f"{citizen}/oplysninger/ret")
        await expect(page.get_by_label("Navn")).to_be_focused()
        await expect(page.get_by_label("Navn")).to_have_value(NAME)
        await expect(page.get_by_label("Handlekommune")).to_have_value("101")
        assert await visitor.wrong_at_any_size() == []
        await page.get_by_label("Navn").fill("")
        await page.get_by_role("button", name="Ret oplysninger").click()
        await expect(page.get_by_role("alert")).to_contain_text("Skriv borgerens navn.")
        await page.get_by_label("Navn").fill("Ida Test Rettet")
        await page.get_by_role("textbox", name="Adresse").fill(STREET)
        await page.get_by_label("Borgeren har adressebeskyttelse").check()
        await page.get_by_role("button", name="Ret oplysninger").click()
        await said(page, "Oplysningerne er rettet.")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Ida Test Rettet")
        await expect(page.get_by_text("Adressebeskyttet")).to_be_visible()
        await expect(page.locator("body")).not_to_contain_text("Prøvevej")
        assert await visitor.wrong_at_any_size() == []
        await page.goto(f"{citizen}/oplysninger/ret")
        await expect(page.get_by_role("textbox", name="Adresse")).to_have_value(STREET)
        await expect(page.get_by_label("Borgeren har adressebeskyttelse")).to_be_checked()

        await page.goto(f"{citizen}/oplysninger/flyt")
        assert await visitor.wrong_at_any_size() == []
        await page.get_by_label("Flyttet den").fill(day(TODAY + timedelta(days=1)))
        await page.get_by_label("Ny bopælskommune").select_option("101")
        await page.get_by_role("button", name="Borgeren er flyttet").click()
        await expect(page.get_by_role("alert")).to_contain_text("Er ikke kommet endnu.")
        await page.get_by_label("Flyttet den").fill(day(TODAY))
        await page.get_by_role("button", name="Borgeren er flyttet").click()
        await expect(page.get_by_role("alert")).to_contain_text("Borgeren bor der allerede")
        assert await visitor.faults() == []
        await page.get_by_label("Ny bopælskommune").select_option("265")
        await page.get_by_role("button", name="Borgeren er flyttet").click()
        await said(page, "Flytningen er gemt.")
        await expect(page.get_by_role("region", name="Hvem borgeren er")).to_contain_text("Roskilde (265)")
        await expect(page.locator("#became")).to_have_count(0)

        await page.goto(f"{citizen}/oplysninger/dod")
        await expect(page.get_by_text("Tjek CPR-registeret først.")).to_be_visible()
        await expect(page.get_by_label("Hvorfra ved vi det?")).to_be_focused()
        assert await visitor.wrong_at_any_size() == []
        await page.get_by_role("button", name="Borgeren er død").click()
        await expect(page.get_by_role("alert")).to_contain_text("Vælg, hvorfra vi ved det.")
        await page.get_by_label("Hvorfra ved vi det?").select_option("civil_register")
        await page.get_by_label("Død den").fill(day(TODAY))
        await page.get_by_role("button", name="Borgeren er død").click()
        await said(page, "Dødsfaldet er registreret.")
        await expect(page.locator("#became")).to_contain_text(f"Borgeren er død {day(TODAY)}.")
        assert await visitor.wrong_at_any_size() == []
        await page.goto(citizen)
        await expect(page.locator("#became")).to_contain_text(f"Borgeren er død {day(TODAY)}.")
        await expect(page.get_by_role("region", name="Nu")).to_contain_text("Intet venter.")
        await expect(page.get_by_role("region", name="Henvendelser")).to_contain_text(
            "Lukket: Borgeren er død"
        )
        assert await visitor.wrong_at_any_size() == []
        for gone in ("dod", "flyt"):
            assert await visitor.open(f"{citizen}/oplysninger/{gone}") == 409
        await page.goto(f"{citizen}/deling")
        await expect(page.locator("main")).to_contain_text("en anden kommune har overtaget sagen")

        await page.goto(f"{citizen}/oplysninger/dod-tilbagekald")
        await expect(page.get_by_text("sendes igen med nye frister")).to_be_visible()
        assert await visitor.wrong_at_any_size() == []
        await page.get_by_role("button", name="Dødsfaldet var en fejl").click()
        await said(page, "Dødsfaldet er trukket tilbage.")
        await page.goto(citizen)
        await expect(page.locator("#became")).to_have_count(0)
        await expect(
            page.get_by_role("region", name="Henvendelser").get_by_text("Sendt").first
        ).to_be_visible()
        assert await visitor.open(f"{citizen}/oplysninger/dod-tilbagekald") == 409

        await page.goto(f"{citizen}/oplysninger/flyt")
        await page.get_by_label("Flyttet den").fill(day(TODAY))
        await page.get_by_label("Ny bopælskommune").select_option("751")
        await page.get_by_label("Handlekommune").select_option("751")
        await page.get_by_role("button", name="Borgeren er flyttet").click()
        await said(page, "Flytningen er gemt.")
        await expect(page.locator("#became")).to_contain_text(
            f"Borgeren er flyttet {day(TODAY)}. Aarhus (751) handler i sagen"
        )
        assert await visitor.wrong_at_any_size() == []
        assert not any("Prøvevej" in address or "Rettet" in address for address in visitor.addresses)
        assert visitor.wrongs == []


async def test_whoever_is_registered_again_otherwise_is_not_changed_and_can_be_put_right(
    browser: Browser, here: SystemUnderTest
) -> None:
    async with Visitor.window(browser, pages_of(here)) as visitor:
        page, cpr = visitor.page, synthetic_cpr(96_002).number
        await visitor.sign_in(CASEWORKER)
        other = await visitor.context.new_page()
        for each in (page, other):
            await each.goto(f"{visitor.pages}/find")
            await each.locator("main").get_by_label("CPR-nummer").fill(cpr)
            await each.locator("main").get_by_role("button", name="Find", exact=True).click()
            form = each.get_by_role("region", name="Opret borger")
            await form.get_by_label("Navn").fill(NAME if each is page else "Ida Anderledes")
            await form.get_by_label("Hvad søges der om?").select_option("sel-85")
        await page.get_by_role("button", name="Opret borger").click()
        await expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
        await other.get_by_role("button", name="Opret borger").click()

        told = other.get_by_role("status")
        await expect(told).to_contain_text(
            "Borgeren findes allerede i Samspil. Navn er skrevet anderledes der"
        )
        await expect(told).to_be_focused()
        visitor.page = other
        assert await visitor.wrong_at_any_size() == []
        await told.get_by_role("link", name="Ret oplysninger").click()
        await expect(other.get_by_label("Navn")).to_have_value(NAME)


async def test_a_support_worker_reads_and_keeps_no_file(browser: Browser, here: SystemUnderTest) -> None:
    async with Visitor.window(browser, pages_of(here)) as visitor:
        page = visitor.page
        await visitor.sign_in(CASEWORKER)
        await page.goto(f"{visitor.pages}/find")
        await register(page, synthetic_cpr(96_003).number)
        citizen = page.url
        await page.get_by_role("button", name="Log ud").click()
        await visitor.sign_in(SUPPORT_WORKER)
        await visitor.open(citizen)
        await page.get_by_label("Hvorfor skal du se borgeren?").select_option("acute")
        await page.get_by_role("button", name="Se borgeren").click()

        for name in ("ret", "flyt", "dod", "dod-tilbagekald"):
            assert await visitor.open(f"{citizen}/oplysninger/{name}") == 409
