"""A proposed contact pause is answered no on the citizen's page, and only as it was read."""

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import Visitor
from samspil.testkit.people import Person, synthetic_cpr


async def test_no_pause_is_answered_with_the_keyboard_and_is_not_asked_again(
    browser: Browser, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(501), "Nikoline Test Nejsen"), 20)
    stay = await story.is_admitted(2)
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        await visitor.sign_in(back=story.address.removeprefix(visitor.pages))
        page = visitor.page
        no = page.get_by_role("region", name="Nu").get_by_role("button", name="Nej, ingen pause")
        await expect(no).to_be_visible()
        assert await visitor.overflow() <= 0

        await no.focus()
        await page.keyboard.press("Enter")

        await expect(page.get_by_text("Der er ikke sat en kontaktpause.")).to_be_visible()
        await expect(no).to_have_count(0)
        await expect(page.get_by_role("region", name="Forløb")).to_contain_text(
            "Der er ikke brug for en kontaktpause"
        )
        await story.is_discharged(stay, 0.5, 7)
        await page.reload()
        await expect(no).to_have_count(0)


async def test_a_no_to_what_is_no_longer_proposed_is_refused_and_explained(
    browser: Browser, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(502), "Niels Test Nejsen"), 20)
    stay = await story.is_admitted(2)
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        await visitor.sign_in(back=story.address.removeprefix(visitor.pages))
        card = visitor.page.get_by_role("region", name="Kontaktpause")
        no = card.get_by_role("button", name="Nej, ingen pause")
        await story.is_discharged(stay, 0.5, 7)

        await no.click()

        refused = visitor.page.get_by_role("alert")
        await expect(refused).to_contain_text("nogen har ændret det, siden du åbnede siden")
        await expect(refused).to_contain_text("Da du åbnedeKontaktpause foreslået. Nogen skal tage stilling.")
        await expect(refused).to_contain_text("Gælder ikke længere.")
        await expect(refused.get_by_role("button")).to_have_count(0)
