"""Finding a citizen from any page, by a number that stands in no address."""

import pytest
from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.visitor import DESKTOP, PHONE, Visitor
from samspil.testkit.people import synthetic_cpr

STRANGER = synthetic_cpr(91_001).number


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
    await page.locator("main").get_by_role("button", name="Find").click()

    await expect(page.get_by_role("alert")).to_contain_text("Skriv CPR-nummeret med 10 cifre.")
    await expect(page.locator("main").get_by_label("CPR-nummer")).to_have_value(odd)
    await expect(page.get_by_text("Borgeren findes ikke")).to_have_count(0)
