"""Somebody without a number, the number found, two files merged and parted: on the pages alone."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from browser.test_a_visitators_day import WORDS, ask, swap
from browser.visitor import Visitor, any_of
from samspil.stack import databases
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, system_under_test

PROCESSES = ("referral-web", "referral-worker", "overview-web", "overview-worker")
CASEWORKER = "Mette Prøvesen"
NAME, CALLED = "Ida Test Opdigtet", "Kalder sig Bo"
KNOWN, FOUND, OTHER = (synthetic_cpr(97_000 + one).number for one in (1, 2, 3))


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(
        servers, tmp_path_factory.mktemp("system"), *PROCESSES, settings=settings
    ) as built:
        yield built


def pages_of(here: SystemUnderTest) -> str:
    return here.address("overview-web").replace("127.0.0.1", "localhost")


async def said(page: Page, news: str) -> None:
    await expect(page.get_by_role("status").filter(has_text=news)).to_be_visible()


async def looks(here: SystemUnderTest, citizen: str) -> set[str]:
    query = "SELECT DISTINCT why FROM access WHERE citizen_id = $1"
    rows = await here.fetch(databases.KEYRING, query, UUID(citizen.rpartition("/")[2]))
    return {row["why"] for row in rows}


async def register(page: Page) -> str:
    await page.locator("main").get_by_label("CPR-nummer").fill(KNOWN)
    await page.locator("main").get_by_role("button", name="Find", exact=True).click()
    return await named(page, NAME)


async def named(page: Page, name: str) -> str:
    """Whose number is not known here yet is registered."""
    form = page.get_by_role("region", name="Opret borger")
    await form.get_by_label("Navn").fill(name)
    await form.get_by_label("Hvad søges der om?").select_option("sel-85")
    await form.get_by_role("button", name="Opret borger").click()
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    return page.url


async def open_contact(visitor: Visitor, *, scripts: bool = True) -> str:
    """From the page where citizens are found, by whoever does not know who it is."""
    page = visitor.page
    await page.goto(f"{visitor.pages}/find")
    await page.get_by_role("link", name="Opret uden CPR-nummer").click()
    await expect(page.get_by_label("Hvad kalder borgeren sig?")).to_be_focused()
    assert not scripts or await visitor.wrong_at_any_size() == []
    form = page.get_by_role("region", name="Opret uden CPR-nummer")
    await form.get_by_role("button").click()
    await expect(page.get_by_role("alert")).to_contain_text("Skriv, hvad borgeren kalder sig.")
    assert not scripts or await visitor.faults() == []
    await form.get_by_label("Hvad kalder borgeren sig?").fill(CALLED)
    await expect(form.get_by_label("Handlekommune")).to_have_value("101")
    await form.get_by_label("Hvad får borgeren hjælp til?").select_option("sel-99")
    await form.get_by_role("button").click()
    await said(page, "Borgeren er oprettet uden CPR-nummer.")
    await expect(page.get_by_role("heading", level=1)).to_have_text(CALLED)
    await expect(page.get_by_role("button", name="Vis CPR")).to_have_count(0)
    return page.url


async def test_a_contact_turns_out_to_be_somebody_known_and_then_somebody_else(
    browser: Browser, here: SystemUnderTest
) -> None:
    async with Visitor.window(browser, pages_of(here)) as visitor:
        page = visitor.page
        page.set_default_timeout(8000)
        await visitor.sign_in(CASEWORKER)
        await page.goto(f"{visitor.pages}/find")
        known = await register(page)
        contact = await open_contact(visitor)

        await page.goto(f"{contact}/oplysninger")
        await page.get_by_role("link", name="Skriv CPR-nummer på").click()
        await expect(page.locator("#oplysninger-cpr-cpr")).to_be_focused()
        assert await visitor.wrong_at_any_size() == []
        await page.locator("#oplysninger-cpr-cpr").fill("1234")
        await page.get_by_role("button", name="Skriv CPR-nummer på").click()
        await expect(page.get_by_role("alert")).to_contain_text("Ikke et gyldigt CPR-nummer.")
        await page.locator("#oplysninger-cpr-cpr").fill(KNOWN)
        await page.get_by_role("button", name="Skriv CPR-nummer på").click()
        await expect(page.get_by_role("alert")).to_contain_text("Nummeret hører til en anden sag.")
        assert await visitor.wrong_at_any_size() == []
        await page.get_by_role("link", name="Læg sammen med en anden sag").click()

        await expect(page.get_by_role("heading", level=1)).to_have_text("Læg sammen med en anden sag")
        assert await visitor.wrong_at_any_size() == []
        await page.get_by_role("button", name="Se den anden sag").click()
        await expect(page.get_by_role("alert")).to_contain_text("Skriv CPR-nummeret på den anden sag")
        await page.get_by_label("CPR-nummer på den anden sag").fill(FOUND)
        await page.get_by_role("button", name="Se den anden sag").click()
        await expect(page.get_by_role("alert")).to_contain_text("Der er ingen sag med det CPR-nummer.")
        assert await visitor.faults() == []
        await page.get_by_label("CPR-nummer på den anden sag").fill(KNOWN)
        await page.get_by_role("button", name="Se den anden sag").click()
        same = page.get_by_role("region", name="Er det den samme borger?")
        await expect(same).to_contain_text(NAME)
        await expect(same).to_contain_text(CALLED)
        assert await visitor.wrong_at_any_size() == []
        await same.get_by_role("button", name="Læg sagerne sammen").click()

        await said(page, "Sagerne er lagt sammen.")
        assert page.url == f"{known}/oplysninger"
        assert "read-file" in await looks(here, contact)
        assert "merge-files" in await looks(here, known)
        together = page.get_by_role("region", name="Sagerne er lagt sammen")
        await expect(together).to_contain_text(CALLED)
        assert await visitor.wrong_at_any_size() == []

        await together.get_by_role("link", name="Del dem igen").click()
        await expect(page.get_by_text("Når det er to borgere alligevel.")).to_be_visible()
        assert await visitor.wrong_at_any_size() == []
        await page.get_by_role("button", name="Del sagerne igen").click()
        await said(page, "Sagerne er delt igen.")
        await expect(page.get_by_role("heading", level=1)).to_have_text(CALLED)

        await page.goto(f"{contact}/oplysninger/cpr")
        await page.locator("#oplysninger-cpr-cpr").fill(FOUND)
        await page.get_by_role("button", name="Skriv CPR-nummer på").click()
        await said(page, "CPR-nummeret er skrevet på.")
        await page.get_by_role("button", name="Vis CPR").click()
        await expect(page.get_by_text(f"{FOUND[:6]}-{FOUND[6:]}")).to_be_visible()
        assert visitor.wrongs == []
        assert any_of([KNOWN, FOUND], visitor.addresses) == []


async def test_one_of_the_citizens_opened_last_is_chosen_without_scripts_and_the_wrong_way_round_is_told(
    browser: Browser, here: SystemUnderTest
) -> None:
    async with Visitor.window(browser, pages_of(here), scripts=False) as visitor:
        page = visitor.page
        page.set_default_timeout(8000)
        await visitor.sign_in(CASEWORKER)
        contact = await open_contact(visitor, scripts=False)
        await page.goto(f"{visitor.pages}/find")
        await page.locator("main").get_by_label("CPR-nummer").fill(KNOWN)
        await page.locator("main").get_by_role("button", name="Find", exact=True).click()
        await expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
        known = page.url

        await page.goto(f"{known}/oplysninger/laeg-sammen")
        await page.get_by_label("Eller en borger, du har åbnet for nylig").select_option(label=CALLED)
        await page.get_by_role("button", name="Se den anden sag").click()
        await page.get_by_role("button", name="Læg sagerne sammen").click()
        await expect(page.get_by_role("alert")).to_contain_text("Den her sag har CPR-nummeret.")
        await page.get_by_role("link", name="Gå til den anden sag").click()
        assert page.url == f"{contact}/oplysninger/laeg-sammen"
        await page.get_by_label("Eller en borger, du har åbnet for nylig").select_option(label=NAME)
        await page.get_by_role("button", name="Se den anden sag").click()
        await page.get_by_role("button", name="Læg sagerne sammen").click()
        await said(page, "Sagerne er lagt sammen.")

        for path in ("", "/oplysninger", "/deling"):
            await page.goto(f"{contact}{path}")
            assert page.url == f"{known}{path}"
        await page.goto(f"{contact}/oplysninger")


async def test_what_was_asked_for_without_a_number_is_received_from_the_persons_page(
    browser: Browser, here: SystemUnderTest
) -> None:
    async with Visitor.window(browser, pages_of(here)) as visitor:
        page = visitor.page
        page.set_default_timeout(8000)
        await visitor.sign_in(CASEWORKER)
        contact = await open_contact(visitor, scripts=False)
        await ask(page)
        await page.goto(f"{visitor.pages}/find")
        await page.locator("main").get_by_label("CPR-nummer").fill(OTHER)
        await page.locator("main").get_by_role("button", name="Find", exact=True).click()
        known = await named(page, "Jens Test Opdigtet")
        await page.goto(f"{contact}/oplysninger/laeg-sammen")
        await page.get_by_label("CPR-nummer på den anden sag").fill(OTHER)
        await page.get_by_role("button", name="Se den anden sag").click()
        await page.get_by_role("button", name="Læg sagerne sammen").click()
        await said(page, "Sagerne er lagt sammen.")

        await swap(visitor, "Lars Tænkt")
        await page.get_by_role("navigation", name="Lister").get_by_role("link", name="Enhedens").click()
        await expect(page.get_by_role("heading", name="Jens Test Opdigtet")).to_be_visible()
        assert await page.get_by_role("heading", name=CALLED).count() == 0
        await page.get_by_role("button", name=": Besvar henvendelse, Jens Test Opdigtet").click()
        await said(page, "Modtaget. Nu skal du svare.")
        await page.goto(known)
        await expect(page.get_by_role("region", name="Henvendelser")).to_contain_text(WORDS)

        await swap(visitor, CASEWORKER)
        await page.goto(f"{known}/oplysninger")
        await page.get_by_role("link", name="Se, hvad der blev fortalt i den tid").click()
        await expect(page.get_by_text("Ingen parter fik noget at vide")).to_be_visible()
        assert await visitor.wrong_at_any_size() == []
