"""Giving a consent, making it less and taking it back: what would change is read before anybody says yes."""

from uuid import UUID

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story, ago
from browser.test_citizen_page import in_days
from browser.visitor import PHONE, Visitor
from samspil.contracts.citizen import CitizenConsentNarrowed
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector

NAME = "Gerda Test Opdigtet"


@pytest.fixture(scope="module")
async def nobody_told(pages: PagesUnderTest) -> Story:
    """Somebody with help and a referral, of whom no partner is told."""
    story = await Story.of(pages, Person(synthetic_cpr(94_001), NAME), 80)
    await story.is_accepted(await story.refers(79), 78)
    await story.plans(70)
    return story


@pytest.fixture(scope="module")
async def both_told(pages: PagesUnderTest) -> tuple[Story, UUID]:
    """Somebody of whom both are, and the consent to it."""
    story = await Story.of(pages, Person(synthetic_cpr(94_002), NAME), 80)
    await story.is_accepted(await story.refers(79), 78)
    await story.plans(70)
    return story, await story.consents(5)


def path_of(story: Story, visitor: Visitor) -> str:
    return story.address.removeprefix(visitor.pages)


def table(page: Page) -> Locator:
    return page.get_by_role("region", name="Forskellen").get_by_role("table")


async def test_the_difference_is_read_in_real_values_before_the_consent_can_be_saved(
    visitor: Visitor, nobody_told: Story
) -> None:
    page = visitor.page
    await visitor.sign_in(back=f"{path_of(nobody_told, visitor)}/deling")
    await page.get_by_role("link", name="Nyt samtykke").click()

    await expect(page.get_by_label("Til hvem?")).to_be_focused()
    assert await page.get_by_label("Til hvem?").input_value() == "employment"
    assert await page.get_by_label("Fra hvem?").input_value() == "social"
    assert await page.get_by_label("I hvilken sag?").input_value() == str(nobody_told.referrals[0])
    await expect(page.get_by_role("checkbox", name="Indlæggelser")).to_be_disabled()
    await expect(page.get_by_text("Kan ikke deles med jobcentret.").first).to_be_visible()
    assert await visitor.wrong_at_any_size() == []

    await page.get_by_role("button", name="Se forskellen").click()
    refused = page.get_by_role("alert").get_by_role("link")
    await expect(refused).to_have_text(["Vælg, hvad der må fortælles.", "Vælg, hvordan borgeren sagde ja."])
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_role("checkbox", name="Hvem borgeren er").check()
    await page.get_by_role("checkbox", name="Kontaktpauser").check()
    await page.get_by_label("Hvordan sagde borgeren ja?").select_option("Mundtligt")
    await page.get_by_label("Sidste dag").fill(in_days(30))
    await expect(page.get_by_role("button", name="Gem samtykket")).to_have_count(0)
    await page.get_by_role("button", name="Se forskellen").click()

    await expect(page.get_by_role("heading", name="Forskellen")).to_be_focused()
    rows = table(page).get_by_role("row")
    await expect(rows.nth(0)).to_have_text("Det ser jobcentret i dagDet ser jobcentret efter")
    await expect(rows.nth(1)).to_have_text(f"IntetNyt: {NAME}, CPR")
    await expect(rows.nth(2)).to_have_text(f"IntetNyt: Det gælder til og med {in_days(30)}")
    await expect(rows.last).to_have_text("Indlæggelse: aldrigIndlæggelse: aldrig")
    await expect(page.get_by_text("Regionen: ingen ændring")).to_be_visible()
    await expect(page.get_by_role("button", name="Gem samtykket")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_what_can_be_told_follows_from_who_is_to_tell_whom(
    visitor: Visitor, nobody_told: Story
) -> None:
    page = visitor.page
    await visitor.sign_in(back=f"{path_of(nobody_told, visitor)}/samtykke/nyt")
    await page.get_by_role("checkbox", name="Hvem borgeren er").check()
    await page.get_by_label("Til hvem?").focus()
    await page.get_by_label("Til hvem?").select_option("Regionen")

    await expect(page.get_by_role("checkbox", name="Hvem der er involveret")).to_be_enabled()
    await expect(page.get_by_role("checkbox", name="Kontaktpauser")).to_be_disabled()
    await expect(page.get_by_role("checkbox", name="Hvem borgeren er")).to_be_checked()
    await expect(page.get_by_text("Kan ikke deles med regionen.").first).to_be_visible()
    await expect(page.get_by_label("Til hvem?")).to_be_focused()
    assert await visitor.faults() == []


async def test_without_scripts_what_cannot_be_told_there_is_refused_and_shown_as_such(
    browser: Browser, pages: PagesUnderTest, nobody_told: Story
) -> None:
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        page = visitor.page
        await visitor.sign_in(back=f"{path_of(nobody_told, visitor)}/samtykke/nyt")
        await page.get_by_role("checkbox", name="Kontaktpauser").check()
        await page.get_by_label("Hvordan sagde borgeren ja?").select_option("Skriftligt")
        await page.get_by_label("Til hvem?").select_option("Regionen")
        await page.get_by_role("button", name="Se forskellen").click()

        await expect(page.get_by_role("alert")).to_contain_text("Kan ikke deles med regionen.")
        await page.get_by_role("checkbox", name="Hvem der er involveret").check()
        await page.get_by_role("checkbox", name="Hvem borgeren er").check()
        await page.get_by_role("button", name="Se forskellen").click()
        await expect(table(page)).to_contain_text("Nyt: Kontaktperson: Aisha Digtet")
        await page.get_by_text("Ret samtykket").click()
        await page.get_by_label("Sidste dag").fill(in_days(800))
        await page.get_by_role("button", name="Se forskellen").click()
        await expect(page.get_by_role("alert")).to_contain_text("Et samtykke gælder højst to år.")
        await page.get_by_label("Sidste dag").fill("")
        await page.get_by_role("button", name="Se forskellen").click()
        await expect(page.get_by_role("alert")).to_contain_text("Skriv den sidste dag.")


async def test_less_is_shown_before_it_is_done_and_nothing_less_is_no_less(
    browser: Browser, pages: PagesUnderTest, both_told: tuple[Story, UUID]
) -> None:
    story, _ = both_told
    async with Visitor.window(browser, pages.pages, PHONE) as visitor:
        page = visitor.page
        await visitor.sign_in(back=f"{path_of(story, visitor)}/deling")
        await page.get_by_role("link", name="Gør mindre").click()
        await page.get_by_role("button", name="Se forskellen").click()
        await expect(page.get_by_role("alert")).to_contain_text("Der er ikke gjort noget mindre.")

        await page.get_by_role("checkbox", name="Hvem der er involveret").uncheck()
        await page.get_by_role("button", name="Se forskellen").click()
        await expect(table(page)).to_contain_text("Ophører: Intet")
        await expect(table(page)).to_contain_text("Kontaktperson: Aisha Digtet")
        await expect(page.get_by_text("Jobcentret: ingen ændring")).to_be_visible()
        await expect(page.get_by_role("button", name="Gør mindre")).to_be_visible()
        assert await visitor.wrong_at_any_size() == []
        assert visitor.wrongs == []


async def test_what_ends_is_shown_above_the_button_that_ends_it_and_printed_without_it(
    visitor: Visitor, both_told: tuple[Story, UUID]
) -> None:
    story, _ = both_told
    page = visitor.page
    await visitor.sign_in(back=f"{path_of(story, visitor)}/deling")
    await page.get_by_role("link", name="Træk samtykke tilbage").click()

    await expect(table(page)).to_have_count(2)
    await expect(table(page).first).to_contain_text(f"{NAME}, CPROphører: Intet")
    button = page.get_by_role("button", name="Træk samtykke tilbage")
    assert (await button.bounding_box() or {"y": 0})["y"] > (
        await table(page).last.bounding_box() or {"y": 0}
    )["y"]
    assert await visitor.wrong_at_any_size() == []
    await page.emulate_media(media="print")
    await expect(table(page).first).to_be_visible()
    await expect(button).to_be_hidden()


async def test_a_support_worker_reads_and_gives_no_consent(
    visitor: Visitor, both_told: tuple[Story, UUID]
) -> None:
    story, consent = both_told
    await visitor.sign_in("Aisha Digtet", back=f"{path_of(story, visitor)}/deling")

    await expect(visitor.page.get_by_role("region", name="Samtykker")).to_contain_text("Gælder til og med")
    for name in ("Nyt samtykke", "Gør mindre", "Træk samtykke tilbage"):
        await expect(visitor.page.get_by_role("link", name=name)).to_have_count(0)
    for verb in ("nyt", f"mindre?ting={consent}", f"traek-tilbage?ting={consent}"):
        assert await visitor.open(f"{story.address}/samtykke/{verb}") == 403


async def test_who_looked_at_what_would_be_told_stands_in_the_log(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(94_003), NAME), 80)
    await story.refers(79)
    consent = await story.consents(5)
    await visitor.sign_in(back=f"{path_of(story, visitor)}/samtykke/mindre?ting={consent}")
    assert await visitor.open(f"{story.address}/samtykke/traek-tilbage?ting={consent}") == 200

    async with databases.connected(pages.keyring_url) as keyring:
        query = "SELECT who, why FROM access WHERE citizen_id = $1 ORDER BY why"
        assert [tuple(row) for row in await keyring.fetch(query, story.citizen)] == [
            ("sagsbehandler-social", "preview-consent"),
            ("sagsbehandler-social", "read-sharing"),
        ]


async def test_what_was_ticked_while_signed_out_is_given_back(visitor: Visitor, nobody_told: Story) -> None:
    page = visitor.page
    await visitor.sign_in(back=f"{path_of(nobody_told, visitor)}/samtykke/nyt")
    await page.get_by_role("checkbox", name="Kontaktpauser").check()
    await page.get_by_role("checkbox", name="Henvendelser").check()
    await page.get_by_label("Sidste dag").fill(in_days(40))
    await visitor.context.clear_cookies()
    await page.get_by_role("button", name="Se forskellen").click()
    await page.get_by_role("button", name="Mette Prøvesen").click()

    await expect(page.get_by_text("Her er det, du skrev.")).to_be_visible()
    await expect(page.get_by_role("checkbox", name="Kontaktpauser")).to_be_checked()
    await expect(page.get_by_role("checkbox", name="Henvendelser")).to_be_checked()
    await expect(page.get_by_role("checkbox", name="Hvem borgeren er")).not_to_be_checked()
    await expect(page.get_by_label("Sidste dag")).to_have_value(in_days(40))


async def test_of_whom_nothing_was_asked_there_is_no_case_to_consent_in(
    visitor: Visitor, nothing_but_a_name: Story
) -> None:
    await visitor.sign_in(back=f"{path_of(nothing_but_a_name, visitor)}/samtykke/nyt")

    await expect(visitor.page.get_by_role("link", name="Skriv en henvendelse først.")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_what_somebody_else_made_less_meanwhile_is_seen_before_it_is_made_less_again(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(94_004), NAME), 80)
    await story.is_accepted(await story.refers(79), 78)
    consent = await story.consents(5)
    page = visitor.page
    await visitor.sign_in(back=f"{path_of(story, visitor)}/samtykke/mindre?ting={consent}")
    await page.get_by_label("Sidste dag").fill(in_days(20))
    await story.tell(
        CitizenConsentNarrowed(
            consent_id=consent,
            kinds=(DataClass.IDENTITY, DataClass.CONTACT_HOLD),
            to_sectors=(Sector.EMPLOYMENT,),
            until=danish_day(ago(-60)),
            recorded_by="visitator-social",
            occurred_at=ago(0),
        )
    )
    await page.get_by_role("button", name="Se forskellen").click()

    await expect(page.get_by_role("alert")).to_contain_text("Nogen har ændret den i mellemtiden")
    await expect(page.get_by_role("article")).to_contain_text("Gjort mindre")
    await expect(page.get_by_label("Sidste dag")).to_have_value(in_days(20))
    await page.get_by_role("button", name="Se forskellen").click()
    await expect(table(page)).to_contain_text(f"Nyt: Det gælder til og med {in_days(20)}")


async def test_a_consent_is_taken_back_also_where_nothing_of_the_citizen_can_be_read(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(94_005), NAME), 80)
    consent = await story.consents(5)
    async with databases.connected(pages.url) as overview:
        await overview.execute("SET samspil.folds = '999'")
        await overview.execute("UPDATE folded SET state = '5' WHERE citizen_id = $1", story.citizen)
    page = visitor.page
    await visitor.sign_in(back=f"{path_of(story, visitor)}/deling")
    await expect(page.get_by_role("alert")).to_contain_text("Det her kan ikke vises lige nu.")

    assert await visitor.open(f"{story.address}/samtykke/traek-tilbage?ting={consent}") == 200
    await expect(page.get_by_text("Samtykket kan stadig trækkes tilbage.")).to_be_visible()
    await expect(page.get_by_role("button", name="Træk samtykke tilbage")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []
