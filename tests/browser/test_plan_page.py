"""The page of the plan, the forms behind it, and one's own citizens."""

import re

import pytest
from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import PHONE, Visitor
from samspil.stack import databases

STOPS = 30
"""Of the keyboard: within so many the first act on a goal is reached."""


def path(story: Story, pages: PagesUnderTest, below: str = "plan") -> str:
    return f"{story.address}/{below}".removeprefix(pages.pages)


async def test_the_plan_is_read_in_the_citizens_words_and_its_acts_stand_beside_what_they_are_about(
    visitor: Visitor, pages: PagesUnderTest, with_a_whole_plan: Story
) -> None:
    await visitor.sign_in(back=path(with_a_whole_plan, pages))
    page = visitor.page

    await expect(page.get_by_role("heading", level=1)).to_have_text("Frida Test Planlagts plan")
    await expect(page.get_by_label("Borgerens sider").get_by_text("Plan", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    goals = page.get_by_role("region", name="Mål og hjælp")
    await expect(goals.locator("blockquote:visible")).to_have_text(
        [
            "Jeg vil se min søster oftere.",
            "Jeg vil arbejde ude, to dage om ugen.",
            "Jeg vil kunne sove igennem og stå op om morgenen.",
        ]
    )
    await expect(goals).to_contain_text("Telefonnummeret mangler.")
    await expect(goals).to_contain_text("Borgeren siger: Vi taler forbi hinanden.")
    before = goals.get_by_text("Jeg vil gerne have et arbejde, hvor jeg er ude")
    await expect(before).to_be_hidden()
    await goals.get_by_text("Sådan stod det før").click()
    await expect(before).to_be_visible()
    for name, told in (
        ("Det, der kan bygges på", "Har passet en have i tyve år."),
        ("Hjælp uden et mål", "Aisha Digtet, tlf. 12 34 56 78"),
        ("Opfølgning", "3 dage efter fristen"),
        ("Møder", "venter på svar på, hvad der blev af det"),
        ("Kontakter", "Gik en tur sammen."),
        ("Kriseplan", "En gåtur, og at nogen bliver siddende."),
        ("Aftalen", "Læst af Aisha Digtet."),
    ):
        await expect(page.get_by_role("region", name=name)).to_contain_text(told)
    await goals.get_by_text("Ændr målet").first.click()
    await expect(
        goals.get_by_role("link", name=re.compile("Opgiv målet.*Familie og netværk"))
    ).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_a_support_worker_is_offered_what_she_may_do_on_a_phone_and_without_scripts(
    browser: Browser, pages: PagesUnderTest, with_a_whole_plan: Story
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE, scripts=False) as visitor:
        await visitor.sign_in("Aisha Digtet", back=path(with_a_whole_plan, pages))
        page = visitor.page

        await expect(page.get_by_role("button", name="Besøg i dag")).to_be_visible()
        await expect(page.get_by_role("link", name="Mødet er holdt")).to_be_visible()
        for planned in ("Tilføj mål", "Aftal planen", "Afslut planen"):
            await expect(page.get_by_role("link", name=planned)).to_have_count(0)
        await page.get_by_role("link", name="Mødet er holdt").click()
        await expect(page.get_by_role("article")).to_contain_text("Opfølgningsmøde")
        await page.get_by_role("button", name="Mødet er holdt").click()
        await expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
            "Sæt kryds ved dem, der kom."
        )


async def test_what_is_read_on_the_page_is_what_was_opened_and_the_look_leaves_its_row(
    visitor: Visitor, pages: PagesUnderTest, with_a_whole_plan: Story
) -> None:
    await visitor.sign_in("Lars Tænkt", back=path(with_a_whole_plan, pages))

    async with databases.connected(pages.keyring_url) as keyring:
        query = "SELECT why, fields FROM access WHERE citizen_id = $1 AND who = 'visitator-social'"
        [row] = await keyring.fetch(query, with_a_whole_plan.citizen)
    assert row["why"] == "read-plan"
    assert "citizen.who.name" in row["fields"]
    assert {field.partition(".")[0] for field in row["fields"]} == {"citizen", "plan"}
    assert not [
        field for field in row["fields"] if field.startswith(("citizen.who.cpr", "citizen.relatives"))
    ]


async def test_the_first_act_is_reached_by_keyboard_and_its_form_has_the_focus_where_it_begins(
    visitor: Visitor, pages: PagesUnderTest, with_a_whole_plan: Story
) -> None:
    await visitor.sign_in(back=path(with_a_whole_plan, pages))
    page = visitor.page

    focused = ""
    for _ in range(STOPS):
        await page.keyboard.press("Tab")
        focused = await page.evaluate("document.activeElement.innerText.trim()")
        if focused == "Tilføj mål":
            break
    assert focused == "Tilføj mål"
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Livsområde")).to_be_focused()
    await page.get_by_role("button", name="Tilføj mål").click()
    await expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Vælg livsområde.", "Skriv målet med borgerens ord."]
    )
    assert await page.get_by_label("Hvis mål?").input_value() == "jointly"


@pytest.mark.parametrize(
    "form", ["maal/ny", "indsats/uden-maal", "plan/aftal", "plan/kriseplan", "moede/nyt", "plan/afslut"]
)
async def test_everybody_can_use_each_form_at_any_size(
    visitor: Visitor, pages: PagesUnderTest, with_a_whole_plan: Story, form: str
) -> None:
    await visitor.sign_in(back=path(with_a_whole_plan, pages, form))

    await expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_what_waits_of_a_plan_leads_from_the_work_list_to_its_form(
    visitor: Visitor, pages: PagesUnderTest, with_a_whole_plan: Story
) -> None:
    await visitor.sign_in()
    page = visitor.page
    await page.get_by_role("link", name=re.compile("Find en anden.*Frida")).click()

    await expect(page.get_by_role("heading", level=1)).to_have_text("Ret støttekontaktperson")
    await expect(page.get_by_role("article")).to_contain_text("Aisha Digtet")
    await expect(page.get_by_label("Støttekontaktperson")).to_have_value("kontaktperson-social")


async def test_ones_own_citizens_are_found_from_the_work_list_with_what_is_arranged(
    visitor: Visitor, pages: PagesUnderTest, with_a_whole_plan: Story
) -> None:
    await visitor.sign_in("Aisha Digtet")
    page = visitor.page
    await page.get_by_role("link", name="Mine borgere").click()

    row = page.get_by_role("row").filter(has_text="Frida Test Planlagt")
    for told in ("Aftalt med borgeren", "Besøg", "2 opgaver"):
        await expect(row).to_contain_text(told)
    assert await visitor.wrong_at_any_size() == []
    await row.get_by_role("link", name="Aftalt med borgeren").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Frida Test Planlagts plan")
