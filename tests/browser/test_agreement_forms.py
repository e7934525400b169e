"""A discharge agreement is asked for, drafted, agreed and ended on the pages, by whoever may."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from browser.visitor import Visitor
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.reasons import give_reason
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk

PROCESSES = tuple(
    f"{service}-{kind}" for service in ("referral", "plan", "overview") for kind in ("web", "worker")
)
FIRST = "Du bor hjemme. Aisha kommer to gange om ugen, og du kan ringe til akutteamet om natten."
WORDS = f"{FIRST} Vi ser på aftalen igen om tre måneder."


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(
        servers, tmp_path_factory.mktemp("system"), *PROCESSES, settings=settings
    ) as built:
        yield built


async def known(here: SystemUnderTest, number: int) -> Walk:
    """Somebody without a plan, whom both services have heard of."""
    walk = Walk(here, Person(synthetic_cpr(number), "Ida Test Opdigtet"))
    await walk.submit()
    await give_reason(here, UUID(walk.citizen_id), "sagsbehandler-social", "kontaktperson-social")
    await walk.until(lambda: walk.get("caseworker", "overview", walk.about("/view")))
    query = "SELECT FROM citizen WHERE citizen_id = $1"
    await eventually(lambda: here.fetch("plan", query, UUID(walk.citizen_id)))
    return walk


async def said(page: Page, news: str) -> None:
    await expect(page.get_by_role("status").filter(has_text=news)).to_be_visible()


async def begins(visitor: Visitor, button: str, first: str) -> None:
    """The form on a page of its own, which everybody can use at any size."""
    page = visitor.page
    await page.get_by_role("region", name="Aftale om udskrivning").get_by_role("link", name=button).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(button)
    await expect(page.get_by_label(first)).to_be_focused()
    assert await visitor.wrong_at_any_size() == []


async def sends(page: Page, button: str) -> None:
    await page.get_by_role("region", name="Formular").get_by_role("button", name=button).click()


async def test_one_is_asked_for_drafted_agreed_and_ended_where_there_is_no_plan(
    browser: Browser, here: SystemUnderTest
) -> None:
    walk = await known(here, 96_201)
    pages = here.address("overview-web").replace("127.0.0.1", "localhost")
    async with Visitor.window(browser, pages) as visitor:
        page = visitor.page
        page.set_default_timeout(8000)
        await visitor.sign_in(back=f"/borgere/{walk.citizen_id}/plan")
        card = page.get_by_role("region", name="Aftale om udskrivning")
        await expect(page.get_by_text("Der er ingen plan endnu.")).to_be_visible()
        await expect(card).to_contain_text("Der er ikke bedt om en aftale.")

        await begins(visitor, "Bed om en aftale", "Hvad skal laves?")
        await expect(page.get_by_text("En koordinationsplan laves, når borgeren ikke vil")).to_be_visible()
        await sends(page, "Bed om en aftale")
        await expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
            ["Vælg, hvad der skal laves.", "Vælg, hvem der beder."]
        )
        await page.get_by_label("Hvad skal laves?").select_option("discharge_agreement")
        await page.get_by_label("Hvem beder om den?").select_option("region")
        await page.get_by_label("Hvornår?").fill("1.1.0001")
        await sends(page, "Bed om en aftale")
        await expect(page.get_by_role("alert")).to_contain_text("Ligger for langt tilbage")
        await page.get_by_label("Hvornår?").fill("")
        await sends(page, "Bed om en aftale")
        await said(page, "Der er bedt om en aftale.")
        await expect(card).to_contain_text("Bedt om, udkast senest")

        await begins(visitor, "Skriv udkast", "Hvad skal aftales?")
        await page.get_by_label("Hvad skal aftales?").fill(FIRST)
        await sends(page, "Skriv udkast")
        await said(page, "Udkastet er gemt.")
        await begins(visitor, "Skriv udkast", "Hvad skal aftales?")
        await expect(page.get_by_label("Hvad skal aftales?")).to_have_value(FIRST)
        await page.get_by_label("Hvad skal aftales?").fill(WORDS)
        await sends(page, "Skriv udkast")
        await expect(card).to_contain_text(WORDS)

        await begins(visitor, "Indgå aftalen", "Borgeren er med i aftalen")
        await expect(page.get_by_role("article")).to_contain_text(WORDS)
        await sends(page, "Indgå aftalen")
        await expect(page.get_by_role("alert")).to_contain_text("En udskrivningsaftale indgås med borgeren")
        await page.get_by_label("Borgeren er med i aftalen").check()
        await sends(page, "Indgå aftalen")
        await said(page, "Aftalen er indgået.")
        await expect(card).to_contain_text("Er med i aftalen")
        assert await visitor.wrong_at_any_size() == []

        await begins(visitor, "Afslut", "Hvorfor?")
        await page.get_by_label("Hvorfor?").select_option("kept")
        await page.get_by_label("Hvem afslutter den?").select_option("social")
        await sends(page, "Afslut")
        await said(page, "Aftalen er slut.")
        await card.get_by_text("Tidligere aftaler (1)").click()
        await expect(card).to_contain_text("Det aftalte er gjort")
        assert visitor.wrongs == []
    query = "SELECT fields FROM access WHERE citizen_id = $1 AND why = 'read-plan'"
    looked_at = await here.fetch(databases.KEYRING, query, UUID(walk.citizen_id))
    assert any("plan.agreements.0.words" in row["fields"] for row in looked_at)


async def test_a_support_worker_drafts_from_her_phone_and_asks_agrees_and_ends_nothing(
    browser: Browser, here: SystemUnderTest
) -> None:
    walk = await known(here, 96_202)
    asking = {"kind": "coordination_plan", "asked_by": "social"}
    await walk.post("caseworker", "plan", walk.about("/plan/discharge-agreements"), asking)
    pages = here.address("overview-web").replace("127.0.0.1", "localhost")
    async with Visitor.window(browser, pages, (390, 844), scripts=False) as visitor:
        page = visitor.page
        page.set_default_timeout(8000)
        card = page.get_by_role("region", name="Aftale om udskrivning")
        await visitor.sign_in("Aisha Digtet", back=f"/borgere/{walk.citizen_id}/plan")
        await expect(card).to_contain_text("Koordinationsplan")
        await expect(card.get_by_role("link")).to_have_text(["Skriv udkast: Koordinationsplan"])

        await card.get_by_role("link", name="Skriv udkast").click()
        await page.get_by_label("Hvad skal aftales?").fill(WORDS)
        await sends(page, "Skriv udkast")

        await said(page, "Udkastet er gemt.")
        await expect(card).to_contain_text(WORDS)
