"""Two things that do not go together stand side by side on the citizen's page, and are answered there."""

from datetime import timedelta

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story, ago
from browser.visitor import Visitor
from clash_facts import planned
from samspil.testkit.people import Person, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7


async def test_what_does_not_go_together_is_answered_with_why_and_leaves_the_page(
    browser: Browser, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(511), "Asta Test Aftale"), 20)
    await story.plans(15)
    begins = danish_day(ago(0)) + timedelta(days=5)
    await story.tell(planned(uuid7(), begins, by="sagsbehandler-social"))
    await story.is_admitted(1)
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        await visitor.sign_in(back=story.address.removeprefix(visitor.pages))
        page = visitor.page
        card = page.get_by_role("region", name="Skal tages op")
        await expect(card).to_contain_text("Aktivitet under en indlæggelse")
        await expect(card).to_contain_text("Indlagt siden")
        await expect(card).to_contain_text("planlagt fra")
        await expect(page.get_by_role("region", name="Nu")).to_contain_text("Tag op, hvad der ikke passer")
        assert await visitor.overflow() <= 0

        await card.get_by_role("link", name="Ikke relevant").click()
        await page.get_by_role("button", name="Ikke relevant").click()
        await expect(page.get_by_text("Skriv, hvorfor der ikke er noget at ændre.").first).to_be_visible()
        await page.get_by_label("Hvorfor er der ikke noget at ændre?").fill("De venter, til hun er hjemme.")
        await page.get_by_role("button", name="Ikke relevant").click()

        await expect(page.get_by_text("Det er noteret, at der ikke er noget at ændre.")).to_be_visible()
        await expect(card).to_have_count(0)
        await expect(page.get_by_role("region", name="Forløb")).to_contain_text(
            "Set: der er ikke noget at ændre"
        )
