"""Finding a citizen from any page, by a number that stands in no address."""

import pytest
from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import DESKTOP, PHONE, Visitor
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr

STRANGER = synthetic_cpr(91_001).number
RECENT = "Senest åbnede"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_who_is_not_found_can_be_registered_under_the_number_that_was_written(
    browser: Browser, pages: PagesUnderTest, size: tuple[int, int]
) -> None:
    async with Visitor.window(browser, pages.pages, size) as visitor:
        page = visitor.page
        await visitor.sign_in()
        await page.get_by_role("search").get_by_label("CPR-nummer").fill(f"{STRANGER[:6]}-{STRANGER[6:]}")
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("status")).to_have_text("Borgeren findes ikke i Samspil.")
        await expect(page.get_by_role("status")).to_be_focused()
        register = page.get_by_role("region", name="Opret borger")
        await expect(register.get_by_label("CPR-nummer")).to_have_value(f"{STRANGER[:6]}-{STRANGER[6:]}")
        await expect(register.get_by_label("Handlekommune")).to_have_value("101")
        await expect(register.get_by_label("Bopælskommune")).to_have_value("")
        assert await visitor.faults() == []
        assert await visitor.overflow() <= 0

        await register.get_by_role("button", name="Opret borger").click()
        for said in ("Skriv borgerens navn.", "Vælg, hvad der søges om."):
            await expect(page.get_by_role("alert").get_by_role("link", name=said)).to_be_visible()
        await expect(register.get_by_label("CPR-nummer")).to_have_value(f"{STRANGER[:6]}-{STRANGER[6:]}")
        assert await visitor.faults() == []
        assert not any(STRANGER[:6] in address for address in visitor.addresses)
        assert visitor.wrongs == []


@pytest.mark.parametrize("odd", ["", "Bruno", "1234567890"])
async def test_what_is_no_number_is_said_so_and_stays_where_it_was_written(
    visitor: Visitor, odd: str
) -> None:
    page = visitor.page
    await visitor.sign_in(back="/find")
    await page.locator("main").get_by_label("CPR-nummer").fill(odd)
    await page.locator("main").get_by_role("button", name="Find", exact=True).click()

    await expect(page.get_by_role("alert")).to_contain_text("Skriv CPR-nummeret med 10 cifre.")
    await expect(page.locator("main").get_by_label("CPR-nummer")).to_have_value(odd)
    await expect(page.get_by_text("Borgeren findes ikke")).to_have_count(0)


async def registered(pages: PagesUnderTest, *numbers: int) -> list[Story]:
    """One citizen for each number."""
    people = (Person(synthetic_cpr(number), f"Nr. {number} Test Åbnet") for number in numbers)
    return [await Story.of(pages, person, 1) for person in people]


async def test_whose_page_was_opened_last_is_found_again_by_name_the_newest_first(
    browser: Browser, pages: PagesUnderTest
) -> None:
    first, second, third = await registered(pages, *range(91_100, 91_103))

    async def whys(story: Story) -> list[str]:
        async with databases.connected(pages.keyring_url) as keyring:
            query = "SELECT why FROM access WHERE citizen_id = $1 ORDER BY at"
            return [row["why"] for row in await keyring.fetch(query, story.citizen)]

    async with Visitor.window(browser, pages.pages) as visitor:
        page = visitor.page
        recent = page.get_by_role("region", name=RECENT).get_by_role("link")
        await visitor.sign_in(back="/find")
        await expect(page.get_by_text(RECENT)).to_have_count(0)

        for story in (first, second, first):
            await visitor.open(story.address)
        await visitor.open(f"{third.address}/deling")  # it is the citizen's page that is meant
        await visitor.open(third.address)
        await visitor.open(second.address)
        await page.request.get(first.address, headers={"hx-request": "true"})  # the page renews itself
        assert await whys(first) == ["read-view"]
        await page.get_by_role("link", name="Senest åbnede borgere").click()

        await expect(recent).to_have_text([one.person.name for one in (second, third, first)])
        assert await whys(first) == ["read-view", "recently-opened"]
        assert await visitor.wrong_at_any_size() == []

        await recent.last.click()
        await expect(page).to_have_url(first.address)
        await visitor.open(f"{pages.pages}/find")
        await expect(recent).to_have_text([one.person.name for one in (first, second, third)])
        assert not any("Nr." in address for address in visitor.addresses)

        await page.get_by_role("button", name="Log ud").click()
        await visitor.sign_in(back="/find")
        await expect(page.get_by_text(RECENT)).to_have_count(0)
        assert visitor.wrongs == []


async def test_enter_in_the_field_at_the_top_searches_also_without_scripts(
    browser: Browser, pages: PagesUnderTest
) -> None:
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        await visitor.sign_in()
        await visitor.page.get_by_role("search").get_by_label("CPR-nummer").fill("0")
        await visitor.page.keyboard.press("Enter")

        await expect(visitor.page.get_by_role("alert")).to_contain_text("Der er ikke søgt")
