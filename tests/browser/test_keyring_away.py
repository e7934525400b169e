"""While the keyring's database is away: what waits is shown without names, and no citizen's page opens."""

import re

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import Visitor
from samspil.stack import databases

CLOSED = "Navne og tekster kan ikke åbnes lige nu."


async def looks(pages: PagesUnderTest) -> int:
    """Rows of the access log."""
    async with databases.connected(pages.keyring_url) as keyring:
        return int(await keyring.fetchval("SELECT count(*) FROM access"))


async def test_the_work_list_shows_tasks_turns_and_deadlines_of_each_citizen_without_a_name(
    browser: Browser,
    pages: PagesUnderTest,
    without_keyring: str,
    in_hospital: Story,
    back_home: Story,
) -> None:
    before = await looks(pages)
    async with Visitor.window(browser, without_keyring) as visitor:
        await visitor.sign_in(back="/?liste=enhedens")
        page = visitor.page

        await expect(page.get_by_role("alert")).to_have_text(f"{CLOSED} Opgaver og frister vises.")
        headings = await page.locator(".blocks").get_by_role("heading").all_inner_texts()
        assert headings == [f"Borger {number}" for number in range(1, len(headings) + 1)]
        assert len(headings) > 1
        after_a_stay = page.locator(".task").filter(has_text="Følg op efter udskrivelse")
        late = after_a_stay.filter(has_text="5 dage efter fristen").first
        await expect(late).to_contain_text("En kollegas tur")
        await expect(late.get_by_role("link")).to_have_accessible_name(
            re.compile(r"Følg op efter udskrivelse, Borger \d+$")
        )
        await expect(page.get_by_text("Visningen af navnene er registreret")).to_have_count(0)
        assert in_hospital.person.name not in await page.content()
        assert await visitor.wrong_at_any_size() == []
        assert visitor.wrongs == []
    assert await looks(pages) == before


async def test_who_leads_sees_what_is_overdue_in_a_unit_without_names(
    browser: Browser,
    pages: PagesUnderTest,
    without_keyring: str,
    overdue: Story,
) -> None:
    before = await looks(pages)
    async with Visitor.window(browser, without_keyring) as visitor:
        await visitor.sign_in("Birgit Forestillet", back="/team")
        page = visitor.page
        line = page.get_by_role("row").filter(has_text="Besvar henvendelse").first
        await expect(page.get_by_role("alert")).to_have_count(0)  # no name is asked for yet

        await page.get_by_role("link", name="Visitationen").click()
        await expect(page.get_by_role("alert")).to_have_text(f"{CLOSED} Opgaver og frister vises.")
        await expect(line).to_contain_text("efter fristen")
        await expect(line).to_contain_text("Navnet vises ikke")
        await expect(page.get_by_text("Visningen af navnene er registreret")).to_have_count(0)
        assert overdue.person.name not in await page.content()
        assert await visitor.wrong_at_any_size() == []
    assert await looks(pages) == before


async def test_a_citizens_page_stays_closed_and_leads_to_the_work_list(
    browser: Browser, without_keyring: str, in_hospital: Story
) -> None:
    async with Visitor.window(browser, without_keyring) as visitor:
        await visitor.sign_in()
        for path in ("", "/deling"):
            assert await visitor.open(f"{without_keyring}/borgere/{in_hospital.citizen}{path}") == 503
            said = visitor.page.get_by_text(CLOSED)
            await expect(said).to_contain_text("Opgaver og frister står på arbejdslisten.")
            assert await visitor.wrong_at_any_size() == []

        await said.get_by_role("link", name="arbejdslisten").click()
        await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Arbejdsliste")


async def test_whose_page_was_opened_last_is_not_listed_where_names_cannot_be_opened(
    browser: Browser,
    pages: PagesUnderTest,
    without_keyring: str,
    in_hospital: Story,
) -> None:
    async with Visitor.window(browser, pages.pages) as visitor:
        await visitor.sign_in(back=in_hospital.address.removeprefix(pages.pages))
        before = await looks(pages)
        await visitor.open(f"{without_keyring}/find")  # the same session: a browser's cookies ignore ports

        said = visitor.page.get_by_role("alert")
        await expect(said).to_have_text(f"{CLOSED} Opgaver og frister står på arbejdslisten.")
        await expect(visitor.page.get_by_text("Senest åbnede")).to_have_count(0)
        assert await visitor.wrong_at_any_size() == []
        await said.get_by_role("link", name="arbejdslisten").click()
        await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Arbejdsliste")
    assert await looks(pages) == before


async def test_where_nobody_was_opened_nothing_is_said_of_it(browser: Browser, without_keyring: str) -> None:
    async with Visitor.window(browser, without_keyring) as visitor:
        await visitor.sign_in(back="/find")
        await expect(visitor.page.get_by_role("alert")).to_have_count(0)
