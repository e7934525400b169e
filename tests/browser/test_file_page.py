"""The page of the citizen's file: whom the citizen has around them, and the forms that stand behind it."""

import pytest
from playwright.async_api import Browser, Page, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import PHONE, Visitor
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr

KNOWS = "Må få at vide: at der er en plan og kontaktpauser."
WORDS = "Ikke før klokken ti, og ring ikke uden at skrive først."


def path(story: Story, pages: PagesUnderTest, below: str = "oplysninger") -> str:
    return f"{story.address}/{below}".removeprefix(pages.pages)


async def looks(pages: PagesUnderTest, story: Story) -> dict[str, list[str]]:
    """Why somebody looked → the fields that were opened."""
    async with databases.connected(pages.keyring_url) as keyring:
        query = "SELECT why, fields FROM access WHERE citizen_id = $1"
        return {row["why"]: row["fields"] for row in await keyring.fetch(query, story.citizen)}


async def chosen(page: Page) -> list[str]:
    return [await one.input_value() for one in await page.get_by_role("checkbox", checked=True).all()]


async def test_it_tells_who_coordinates_how_to_reach_the_citizen_and_what_each_relative_may_know(
    visitor: Visitor, pages: PagesUnderTest, with_people: Story
) -> None:
    await visitor.sign_in(back=path(with_people, pages))
    page = visitor.page

    await expect(page.get_by_role("link", name="Overblik")).to_be_visible()
    await expect(page.get_by_label("Borgerens sider").get_by_text("Oplysninger")).to_have_attribute(
        "aria-current", "page"
    )
    who = page.get_by_role("region", name="Hvem borgeren er")
    await expect(who).to_contain_text("Rita Test Omgivet")
    await expect(who).to_contain_text("Ikke oplyst")
    await expect(page.get_by_role("region", name="Koordinator")).to_contain_text(
        "Mette Prøvesen, Voksenrådgivningen"
    )
    wishes = page.get_by_role("region", name="Sådan vil borgeren kontaktes")
    await expect(wishes.get_by_role("listitem")).to_have_text(["Sms", "Besøg"])
    await expect(wishes.get_by_role("blockquote")).to_have_text(WORDS)
    relatives = page.get_by_role("region", name="Pårørende og andre")
    await expect(relatives.get_by_role("article")).to_have_count(1)
    for told in ("Lone Test Søster", KNOWS, "Ring om aftenen", "Vil ikke forstyrres på sit arbejde."):
        await expect(relatives.get_by_role("article")).to_contain_text(told)
    left = relatives.get_by_text("Ole Test Nabo")
    await expect(left).to_be_hidden()
    await relatives.get_by_text("Ikke længere med (1)").click()
    await expect(left).to_contain_text("Den pårørende har selv trukket sig")
    assert await visitor.wrong_at_any_size() == []


async def test_whoever_looks_at_the_file_opens_what_it_shows_and_the_number_when_it_is_asked_for(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    person = Person(synthetic_cpr(80_106), "Rita Test Set")
    story = await Story.of(pages, person, 9)
    await story.has_people(8)
    await visitor.sign_in(back=path(story, pages))
    page = visitor.page

    assert await looks(pages, story) == {
        "read-file": [
            "citizen.coordinator.name",
            "citizen.relatives.0.contact",
            "citizen.relatives.0.name",
            "citizen.relatives.0.wishes",
            "citizen.relatives.1.name",
            "citizen.who.name",
            "citizen.wishes.words",
        ]
    }
    number = person.cpr.number
    assert number[:6] not in await page.content()
    await page.get_by_role("button", name="Vis CPR").click()
    await expect(page.get_by_text(f"CPR {number[:6]}-{number[6:]}")).to_be_visible()
    await expect(page.get_by_role("region", name="Pårørende og andre")).to_be_visible()
    assert (await looks(pages, story))["show-number"] == ["citizen.who.cpr"]

    await page.get_by_role("link", name="Overblik").click()
    await expect(page.get_by_text("Vil helst have: sms, besøg")).to_be_visible()
    parties = page.get_by_role("region", name="Hvem er involveret")
    await expect(parties.get_by_role("listitem").first).to_contain_text("Mette Prøvesen, koordinator")
    assert (await looks(pages, story))["read-view"] == ["citizen.coordinator.name", "citizen.who.name"]


async def test_of_who_has_nobody_it_says_so_and_offers_what_can_be_done(
    visitor: Visitor, pages: PagesUnderTest, nothing_but_a_name: Story
) -> None:
    await visitor.sign_in("Aisha Digtet", back=path(nothing_but_a_name, pages))
    page = visitor.page

    for empty in (
        "Borgeren har ingen koordinator endnu.",
        "Borgeren har ikke sagt, hvordan kontakten skal være.",
        "Borgeren har ikke nævnt nogen.",
    ):
        await expect(page.get_by_text(empty)).to_be_visible()
    await expect(page.get_by_role("link", name="Tilføj pårørende")).to_be_visible()
    await expect(page.get_by_role("link", name="Skriv kontaktønsker")).to_be_visible()
    await expect(page.get_by_role("link", name="Vælg koordinator")).to_have_count(0)


async def test_what_is_missing_about_a_relative_is_asked_for_and_what_was_chosen_is_kept(
    browser: Browser, pages: PagesUnderTest, with_people: Story
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE, scripts=False) as visitor:
        page = visitor.page
        await visitor.sign_in("Aisha Digtet", back=path(with_people, pages))
        await page.get_by_role("link", name="Tilføj pårørende").click()
        await expect(page.get_by_label("Hvem er det?")).to_be_focused()
        known = page.get_by_role("group", name="Hvad må de få at vide?").get_by_role("checkbox")
        await expect(known).to_have_count(12)
        await page.get_by_label("Indlæggelser").check()
        await page.get_by_label("Støtte", exact=True).check()
        await page.get_by_label("Til og med").fill("i morgen")
        await page.get_by_role("button", name="Tilføj pårørende").click()

        await expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
            [
                "Vælg, hvem det er.",
                "Skriv navnet.",
                "Skriv datoen som dag, måned og år, f.eks. 14.12.2026.",
            ]
        )
        assert await chosen(page) == ["support", "stay"]
        await page.get_by_label("Hvem er det?").select_option("Forælder")
        await page.get_by_label("Navn").fill("Inga Test Mor")
        await page.get_by_label("Til og med").fill("1.1.2031")
        await page.get_by_role("button", name="Tilføj pårørende").click()
        await expect(page.get_by_role("alert")).to_contain_text("Den pårørende er ikke tilføjet")
        assert await chosen(page) == ["support", "stay"]


@pytest.mark.parametrize("form", ["paaroerende/ny", "paaroerende/ret", "oplysninger/kontakt"])
async def test_everybody_can_use_each_form_at_any_size(
    visitor: Visitor, pages: PagesUnderTest, with_people: Story, form: str
) -> None:
    await visitor.sign_in(back=path(with_people, pages, form))

    await expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_a_relative_is_changed_from_what_stands_and_removed_beside_who_it_is(
    visitor: Visitor, pages: PagesUnderTest, with_people: Story
) -> None:
    await visitor.sign_in(back=path(with_people, pages))
    page = visitor.page
    await page.get_by_role("article").get_by_role("link", name="Ret").click()
    await expect(page.get_by_label("Navn")).to_have_value("Lone Test Søster")
    await expect(page.get_by_label("Hvem er det?")).to_have_value("sibling")
    assert await chosen(page) == ["plan", "contact_hold"]

    for known in ("At der er en plan", "Kontaktpauser"):
        await page.get_by_label(known).uncheck()
    await page.get_by_label("Navn").fill("")
    await page.get_by_role("button", name="Ret").click()
    await expect(page.get_by_role("alert").get_by_role("link")).to_have_text("Skriv navnet.")
    assert await chosen(page) == [], "what was unticked stays so"

    await page.goto(pages.pages + path(with_people, pages))
    await page.get_by_role("article").get_by_role("link", name="Fjern").click()
    await expect(page.get_by_role("article")).to_contain_text(KNOWS)
    await page.get_by_role("button", name="Fjern").click()
    await expect(page.get_by_role("alert").get_by_role("link")).to_have_text("Vælg hvorfor.")
    await expect(page.get_by_role("article")).to_contain_text("Lone Test Søster")


async def test_a_coordinator_is_chosen_by_name_oneself_first_and_wishes_the_best_first(
    visitor: Visitor, pages: PagesUnderTest, with_people: Story
) -> None:
    await visitor.sign_in("Lars Tænkt", back=path(with_people, pages, "oplysninger/koordinator"))
    page = visitor.page
    choices = page.get_by_label("Hvem er koordinator?").get_by_role("option")
    await expect(choices).to_have_text(["Vælg", "Mig selv", "Mette Prøvesen", "Aisha Digtet"])

    await page.get_by_label("Hvem er koordinator?").select_option("Aisha Digtet")
    await page.get_by_role("button", name="Vælg koordinator").click()
    await expect(page.get_by_role("alert")).to_contain_text("Koordinatoren er ikke valgt")
    await expect(page.get_by_label("Hvem er koordinator?")).to_have_value("kontaktperson-social")

    await page.goto(pages.pages + path(with_people, pages, "oplysninger/kontakt"))
    for rank, way in (("Helst", "text_message"), ("Ellers", "visit"), ("Og ellers", "")):
        await expect(page.get_by_label(rank, exact=True)).to_have_value(way)
