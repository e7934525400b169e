"""An act acts on what was read; what is announced is what happened."""

from uuid import uuid4

import pytest
from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.test_citizen_page import in_days
from browser.visitor import FIELDS, PHONE, Visitor
from samspil.testkit.pages import set_hold, somebody
from samspil.testkit.people import Person, synthetic_cpr


@pytest.fixture
async def story(pages: PagesUnderTest, request: pytest.FixtureRequest) -> Story:
    number = 81_000 + sum(map(ord, request.node.name))
    return await Story.of(pages, Person(synthetic_cpr(number), "Grete Test Opdigtet"), 1)


def path_of(story: Story, pages: PagesUnderTest) -> str:
    return story.address.removeprefix(pages.pages)


async def test_enter_ends_no_hold_that_came_while_the_button_had_the_focus(
    visitor: Visitor, pages: PagesUnderTest, story: Story
) -> None:
    path = path_of(story, pages)
    page = visitor.page
    hold = page.get_by_role("region", name="Kontaktpause")
    async with somebody(pages.pages) as colleague:
        await set_hold(colleague, path, in_days(3), "Aisha Digtet")
        await visitor.sign_in(back=path)
        await page.get_by_role("button", name="Afslut kontaktpausen").focus()
        await set_hold(colleague, path, in_days(9), "Lars Tænkt")

    await expect(hold.get_by_text("Det her er ændret.")).to_be_visible()
    await expect(hold).to_contain_text(f"Til og med {in_days(3)}. Spørg Aisha Digtet.")
    await expect(page.get_by_role("status").filter(has_text="Ændret kl.")).to_contain_text("Kontaktpause")
    await page.keyboard.press("Enter")

    refused = page.get_by_role("alert")
    await expect(refused).to_contain_text("Kontaktpausen er ændret, siden du åbnede siden")
    await expect(refused).to_be_focused()
    await expect(refused).to_contain_text(f"Da du åbnedeTil og med {in_days(3)}. Spørg Aisha Digtet.")
    await expect(hold).to_contain_text(f"Til og med {in_days(9)}. Spørg Lars Tænkt.")
    assert await visitor.faults() == []

    await page.get_by_role("button", name="Afslut den nye alligevel").click()
    await expect(page.get_by_role("status").filter(has_text="Kontaktpausen er afsluttet.")).to_be_focused()
    await expect(hold).not_to_contain_text("Til og med")


async def test_a_card_that_nobody_uses_moves_with_what_is_known(
    visitor: Visitor, pages: PagesUnderTest, story: Story
) -> None:
    path = path_of(story, pages)
    page = visitor.page
    await visitor.sign_in(back=path)
    await page.mouse.move(0, 0)
    async with somebody(pages.pages) as colleague:
        await set_hold(colleague, path, in_days(3), "Lars Tænkt")
    await expect(page.get_by_role("region", name="Kontaktpause")).to_contain_text("Spørg Lars Tænkt.")

    await page.get_by_text("Sæt en anden kontaktpause").click()
    await page.get_by_label("Sidste dag").fill(in_days(5))
    await page.get_by_label("Hvem kan man spørge?").fill("Aisha Digtet")
    await page.get_by_role("button", name="Sæt kontaktpause").click()
    await expect(page.get_by_text("Kontaktpausen er sat.")).to_be_visible()


async def test_a_hold_that_was_set_meanwhile_is_shown_beside_ones_own_which_is_kept(
    browser: Browser, pages: PagesUnderTest, story: Story
) -> None:
    path = path_of(story, pages)
    async with Visitor.window(browser, pages.pages, PHONE) as visitor:
        page = visitor.page
        await visitor.sign_in(back=path)
        await page.get_by_text("Sæt kontaktpause").first.click()
        await page.get_by_label("Sidste dag").fill(in_days(7))
        await page.get_by_label("Hvem kan man spørge?").fill("Mette Prøvesen")
        async with somebody(pages.pages) as colleague:
            await set_hold(colleague, path, in_days(3), "Lars Tænkt")
        await expect(page.locator("#hold").get_by_text("Det her er ændret.")).to_be_visible()
        await page.get_by_role("button", name="Sæt kontaktpause").click()

        refused = page.get_by_role("alert")
        await expect(refused).to_contain_text("Da du åbnedeIngen.")
        await expect(refused).to_contain_text(f"Til og med {in_days(3)}. Spørg Lars Tænkt.")
        await expect(refused).to_contain_text(f"DitTil og med {in_days(7)}. Spørg Mette Prøvesen.")
        await expect(page.get_by_label("Sidste dag")).to_have_value(in_days(7))
        await expect(page.get_by_label("Hvem kan man spørge?")).to_have_value("Mette Prøvesen")
        assert await visitor.faults() == []
        assert await visitor.overflow() == 0

        await refused.get_by_role("button", name="Gem mit alligevel").click()
        await expect(page.get_by_role("status").filter(has_text="Kontaktpausen er sat.")).to_be_focused()
        await expect(page.get_by_role("region", name="Kontaktpause")).to_contain_text("Spørg Mette Prøvesen.")


async def test_what_was_written_on_a_refused_form_outlives_a_live_update(
    visitor: Visitor, pages: PagesUnderTest, story: Story
) -> None:
    path = path_of(story, pages)
    page = visitor.page
    await visitor.sign_in(back=path)
    await page.get_by_text("Sæt kontaktpause").first.click()
    await page.get_by_label("Sidste dag").fill("i næste uge")
    await page.get_by_role("button", name="Sæt kontaktpause").click()
    await expect(page.get_by_role("alert")).to_be_focused()
    await page.mouse.move(0, 0)
    async with somebody(pages.pages) as colleague:
        await set_hold(colleague, path, in_days(3), "Lars Tænkt")

    await expect(page.locator("#hold").get_by_text("Det her er ændret.")).to_be_visible()
    await expect(page.get_by_label("Sidste dag")).to_have_value("i næste uge")


async def test_an_address_announces_nothing_and_a_message_is_said_once(
    visitor: Visitor, pages: PagesUnderTest, story: Story, nothing_but_a_name: Story
) -> None:
    path = path_of(story, pages)
    page = visitor.page
    await visitor.sign_in(back=path)
    for word in ("sat", "afsluttet", "hold_ended"):
        await visitor.open(f"{story.address}?nyt={word}")
        await expect(page.locator(".alert-success")).to_have_count(0)

    fields = await page.evaluate(FIELDS, "form[action$=saet]")
    form = {**fields, "until": in_days(3), "ask": "Aisha Digtet"}
    await page.request.post(f"{story.address}/kontaktpause/saet", form=form, max_redirects=0)
    await visitor.open(nothing_but_a_name.address)
    await expect(page.locator(".alert-success")).to_have_count(0)
    await visitor.open(story.address)
    await expect(page.get_by_text("Kontaktpausen er sat.")).to_be_visible()
    await visitor.open(story.address)
    await expect(page.locator(".alert-success")).to_have_count(0)


async def test_ending_twice_ends_once(visitor: Visitor, pages: PagesUnderTest, story: Story) -> None:
    path = path_of(story, pages)
    async with somebody(pages.pages) as colleague:
        await set_hold(colleague, path, in_days(3), "Aisha Digtet")
    await visitor.sign_in(back=path)
    button = visitor.page.get_by_role("button", name="Afslut kontaktpausen")
    fields = await visitor.page.evaluate(FIELDS, "form[action$=afslut]")
    await button.click()
    await expect(visitor.page.get_by_text("Kontaktpausen er afsluttet.")).to_be_visible()

    for form_id in (fields["form_id"], str(uuid4())):
        await visitor.page.request.post(
            f"{story.address}/kontaktpause/afslut", form={**fields, "form_id": form_id}, max_redirects=0
        )
        await visitor.open(story.address)
        await expect(visitor.page.get_by_text("Kontaktpausen er afsluttet.")).to_be_visible()
    lines = visitor.page.get_by_role("region", name="Forløb").get_by_text("Kontaktpause afsluttet")
    await expect(lines).to_have_count(1)
