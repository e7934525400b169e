"""A day at the visitation, on the pages alone: from a citizen nobody knows to help that begins, and a no."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from browser.visitor import PHONE, Visitor
from samspil.overview.pages.danish import day
from samspil.sandboxes.journey.state import day as day_in
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.vocabulary.copenhagen import danish_day

CASEWORKER, VISITATOR, LEADER = "Mette Prøvesen", "Lars Tænkt", "Birgit Forestillet"
NAME = "Ida Test Opdigtet"
CPR = synthetic_cpr(93_001).number
WORDS = "Jeg vil gerne kunne klare min hverdag selv."
TODAY = day(danish_day(datetime.now(UTC)))
STRANGER = "Ukendt Test Opdigtet"
STRANGERS_CPR = synthetic_cpr(94_001).number
STRANGERS_WORDS = "Borgeren har brug for støtte for at kunne begynde i praktik."
WHY = "Et værested passer bedre til det, du ønsker."


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(servers, tmp_path_factory.mktemp("system"), settings=settings) as built:
        await built.start_partners()
        yield built


async def swap(visitor: Visitor, name: str) -> Page:
    """Whoever was signed in leaves, and this person comes."""
    leaves = visitor.page.get_by_role("button", name="Log ud")
    if await leaves.count():
        await leaves.click()
    else:
        await visitor.page.goto(visitor.pages)
    await visitor.page.get_by_role("button", name=name).click()
    await visitor.page.get_by_role("heading", level=1).wait_for()
    return visitor.page


async def ask(page: Page) -> None:
    """A new referral to the visitation, from the citizen's page."""
    await page.get_by_role("region", name="Henvendelser").get_by_role("link", name="Ny henvendelse").click()
    await page.get_by_label("Hvem skal hjælpe?").select_option(label="Visitationen")
    await page.get_by_label("Hvad ønsker borgeren?").fill(WORDS)
    await page.get_by_label("Hvad søges der om?").select_option("sel-85")
    await page.get_by_label("Haster det?").select_option("routine")
    await page.get_by_role("button", name="Ny henvendelse").click()
    await expect(page.get_by_role("status").filter(has_text="Henvendelsen er sendt.")).to_be_visible()


async def open_task(page: Page, task: str) -> None:
    """From the unit's list to what has to be done."""
    await page.get_by_role("navigation", name="Lister").get_by_role("link", name="Enhedens").click()
    await expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    await page.get_by_role("link", name=f": {task}, {NAME}").click()


async def receive(page: Page) -> None:
    """What the unit has not received yet is received on the list itself."""
    await page.get_by_role("navigation", name="Lister").get_by_role("link", name="Enhedens").click()
    await page.get_by_role("button", name=f": Besvar henvendelse, {NAME}").click()


async def at_home(visitor: Visitor) -> Page:
    """Back at the work list."""
    await visitor.page.goto(visitor.pages)
    return visitor.page


async def said(page: Page, news: str) -> None:
    await expect(page.get_by_role("status").filter(has_text=news)).to_be_visible()


async def test_a_visitators_day_on_the_pages_alone(browser: Browser, here: SystemUnderTest) -> None:
    pages = here.address("overview-web").replace("127.0.0.1", "localhost")
    async with Visitor.window(browser, pages) as visitor:
        visitor.page.set_default_timeout(8000)
        page = await swap(visitor, CASEWORKER)
        await page.get_by_role("search").get_by_label("CPR-nummer").fill(CPR)
        await page.keyboard.press("Enter")
        register = page.get_by_role("region", name="Opret borger")
        await register.get_by_label("Navn").fill(NAME)
        await register.get_by_label("Hvad søges der om?").select_option("sel-85")
        await register.get_by_role("button", name="Opret borger").click()
        await expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
        await ask(page)

        page = await swap(visitor, VISITATOR)
        await receive(page)
        await said(page, "Modtaget. Nu skal du svare.")
        await page.get_by_role("link", name="Bed om mere").first.click()
        await page.get_by_label("Hvad mangler du at vide?").fill("Bor du alene?")
        await page.get_by_role("button", name="Bed om mere").click()
        await said(page, "Spørgsmålet er sendt.")

        page = await swap(visitor, CASEWORKER)
        await open_task(page, "Svar på spørgsmål om henvendelsen")
        await page.get_by_label("Dit svar").fill("Ja, i to værelser.")
        await page.get_by_role("button", name="Svar på spørgsmålet").click()
        await said(page, "Svaret er sendt, og fristen løber igen.")

        page = await swap(visitor, VISITATOR)
        await open_task(page, "Besvar henvendelse")
        await page.locator("summary", has_text="Sig ja").click()
        await page.get_by_label("Hjælpen begynder").fill(TODAY)
        await page.get_by_role("button", name="Sig ja").click()
        await said(page, "Du har sagt ja.")
        await open_task(await at_home(visitor), "Begynd hjælpen")
        await page.locator("summary", has_text="Hjælpen er begyndt").click()
        await page.get_by_label("Den begyndte").fill(TODAY)
        await page.get_by_role("button", name="Hjælpen er begyndt").click()
        await said(page, "Det er noteret, at hjælpen er begyndt.")

        page = await swap(visitor, CASEWORKER)
        await page.get_by_role("search").get_by_label("CPR-nummer").fill(CPR)
        await page.keyboard.press("Enter")
        await ask(page)

        page = await swap(visitor, VISITATOR)
        await receive(page)
        await said(page, "Modtaget. Nu skal du svare.")
        await page.get_by_role("link", name="Sig nej").first.click()
        await page.get_by_label("Grund", exact=True).select_option("another_offer_fits_better")
        await page.get_by_label("Begrundelse").fill(WHY)
        await page.get_by_label("Er borgeren hørt?").select_option("held")
        await page.get_by_role("button", name="Sig nej").click()
        await said(page, "Du har sagt nej.")

        page = await swap(visitor, LEADER)
        balance = page.get_by_role("row").filter(has_text="Visitationen")
        await expect(balance.get_by_role("cell")).to_have_text(["2", "0", "0", "2", "0", "0"])
        assert visitor.wrongs == []


async def held(here: SystemUnderTest) -> list[dict[str, Any]]:
    """What waits, asked of the bridge."""
    answer = await here.http.get(
        here.address("jobcenter-bridge-web") + "/v1/held-requests", headers=await here.headers("caseworker")
    )
    found: list[dict[str, Any]] = answer.raise_for_status().json()
    return found


async def test_a_stranger_is_registered_from_what_the_jobcenter_asks(
    browser: Browser, here: SystemUnderTest
) -> None:
    async def waits() -> bool:
        return bool(await held(here))

    async def is_a_referral() -> bool:
        return bool(await here.fetch("overview", "SELECT FROM task WHERE work = 'answer_referral'"))

    sent = await here.http.post(
        here.address("jobcenter-sandbox") + "/send", json={"what": "request-sent", "cpr": STRANGERS_CPR}
    )
    sent.raise_for_status()
    await eventually(waits)

    pages = here.address("overview-web").replace("127.0.0.1", "localhost")
    async with Visitor.window(browser, pages, PHONE) as visitor:
        page = visitor.page
        await visitor.sign_in()
        await page.get_by_role("navigation", name="Lister").get_by_role("link", name="Anmodninger").click()
        await expect(page.get_by_role("heading", name=STRANGER)).to_be_visible()
        await expect(page.get_by_text(STRANGERS_WORDS)).to_be_visible()
        assert await visitor.faults() == []
        assert await visitor.overflow() <= 0

        await page.get_by_role("link", name="Opret borgeren").click()
        await expect(page.get_by_label("CPR-nummer", exact=True).last).to_have_value(STRANGERS_CPR)
        assert await visitor.faults() == []
        assert await visitor.overflow() <= 0
        await page.get_by_label("Borgeren er enig til og med").fill("1.1.2026")
        await page.get_by_role("button", name="Opret borger").click()
        alert = page.get_by_role("alert")
        await expect(alert).to_contain_text("Borgeren er oprettet, men samtykket er ikke gemt")
        assert await visitor.faults() == []
        await page.get_by_label("Borgeren er enig til og med").fill(day_in(60))
        await visitor.context.clear_cookies()
        await page.get_by_role("button", name="Opret borger").click()
        await page.get_by_role("button", name="Mette Prøvesen").click()
        await expect(page.get_by_label("Borgeren er enig til og med")).to_have_value(day_in(60))
        await page.get_by_role("button", name="Opret borger").click()
        await expect(page.get_by_role("heading", level=1, name=STRANGER)).to_be_visible()
        await said(page, "Borgeren er oprettet.")
        await eventually(is_a_referral)
        await page.reload()
        await expect(page.get_by_role("region", name="Henvendelser")).to_contain_text(STRANGERS_WORDS)
        assert await held(here) == []
        assert not any(STRANGERS_CPR in address for address in visitor.addresses)
        assert visitor.wrongs == []
