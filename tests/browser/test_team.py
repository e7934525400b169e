"""The leader's page: what is overdue in the units they lead, and a name only where one is looked for."""

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import PHONE, Visitor
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr

NAME = "Karl Test Ventet"
LEADER = "Birgit Forestillet"
ROWS = "SELECT FROM access WHERE citizen_id = $1 AND who = 'leder-social'"


async def waited_too_long(pages: PagesUnderTest, number: int) -> Story:
    """Nobody has answered, and the day has gone by."""
    story = await Story.of(pages, Person(synthetic_cpr(number), NAME), 40)
    await story.refers(40)
    return story


async def test_who_leads_comes_to_what_is_overdue_and_looks_at_names_of_one_unit_at_a_time(
    browser: Browser, pages: PagesUnderTest
) -> None:
    story = await waited_too_long(pages, 80_228)

    async def looks() -> int:
        async with databases.connected(pages.keyring_url) as keyring:
            return len(await keyring.fetch(ROWS, story.citizen))

    async with Visitor.window(browser, pages.pages) as visitor:
        await visitor.page.goto(pages.pages)
        await visitor.page.get_by_role("button", name=LEADER).click()
        await visitor.page.wait_for_url(f"{pages.pages}/team")
        line = visitor.page.get_by_role("row").filter(has_text="Besvar henvendelse").first

        await expect(line).to_contain_text("efter fristen")
        await expect(line).to_contain_text("Vælg enheden for at se navnet")
        assert await visitor.wrong_at_any_size() == []
        assert await looks() == 0

        await visitor.page.get_by_role("link", name="Visitationen").click()
        await expect(visitor.page.get_by_role("row").filter(has_text=NAME).first).to_be_visible()
        assert await visitor.wrong_at_any_size() == []
        assert await looks() == 1
        assert visitor.wrongs == []


async def test_where_a_table_has_no_room_for_its_headings_each_value_says_what_it_is(
    browser: Browser, pages: PagesUnderTest, overdue: Story
) -> None:
    said = "cells => cells.map(one => getComputedStyle(one, '::before').content.replaceAll('\"', ''))"
    async with Visitor.window(browser, pages.pages, PHONE) as visitor:
        await visitor.sign_in(LEADER, back="/team")
        for region in ("Over fristen", "Henvendelser"):
            table = visitor.page.get_by_role("region", name=region)
            await expect(table.locator("thead")).to_be_hidden()
            headings = await table.locator("thead th").all_text_contents()
            cells = await table.locator("tbody tr").first.locator("td").evaluate_all(said)
            assert cells == headings[-len(cells) :]


async def test_the_balance_is_had_as_a_table_too(visitor: Visitor) -> None:
    await visitor.page.goto(visitor.pages)
    await visitor.page.get_by_role("button", name=LEADER).click()
    await visitor.page.wait_for_url(f"{visitor.pages}/team")
    async with visitor.page.expect_download() as download:
        await visitor.page.get_by_role("link", name="Hent som CSV").click()

    text = (await (await download.value).path()).read_text()
    assert text.splitlines()[0] == "Enhed;Sendt;Åbne;Heraf over fristen;Besvaret;Trukket tilbage;Lukket"


async def test_somebody_elses_unit_is_not_looked_into(visitor: Visitor, pages: PagesUnderTest) -> None:
    await waited_too_long(pages, 80_103)
    await visitor.page.goto(visitor.pages)
    await visitor.page.get_by_role("button", name=LEADER).click()
    await visitor.open(f"{visitor.pages}/team?enhed=JOB-1")

    await expect(visitor.page.get_by_text(NAME)).to_have_count(0)
