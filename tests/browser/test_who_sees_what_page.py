"""Deling: our own people, the citizen and each relative, folded, with what they see on the fold."""

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story, ago
from browser.test_file_page import looks, path
from browser.visitor import PHONE, Visitor
from samspil.rulebook.law import in_force
from samspil.rulebook.law_files import read_law
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass

NAMED = any(
    DataClass.EMPLOYMENT_STATUS in row.kinds for row in in_force(read_law(), danish_day(ago(0))).insight
)
BUT = "" if NAMED else " undtagen hvilken gruppe jobcentret regner borgeren med til"
"""Until the first day of the law that names it: 2 December 2026."""


async def test_what_a_sister_is_told_is_read_without_opening_anything_and_field_by_field_once_it_is_opened(
    visitor: Visitor, pages: PagesUnderTest, with_people: Story
) -> None:
    await visitor.sign_in(back=path(with_people, pages, "deling"))
    page = visitor.page

    await page.get_by_role("navigation", name="På siden").get_by_role("link", name="Pårørende").click()
    relatives = page.get_by_role("region", name="Pårørende")
    sister = relatives.get_by_text("Lone Test Søster (søskende) får at vide, hvad borgeren hedder,")
    await expect(sister).to_be_in_viewport()
    await expect(sister).to_contain_text("at borgeren har en plan, og om der er en kontaktpause, til og med")
    await expect(relatives).to_contain_text(
        "Ole Test Nabo (ven eller nabo) får ikke noget at vide: den pårørende er ikke længere med."
    )
    stay = relatives.get_by_text("Om borgeren er indlagt: borgeren har ikke givet lov til det.")
    await expect(stay).to_be_hidden()
    assert await visitor.wrong_at_any_size() == []
    await sister.click()
    await expect(stay).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_who_sees_what_here_names_people_units_and_those_without_a_case_and_opens_names_alone(
    visitor: Visitor, pages: PagesUnderTest, with_people: Story
) -> None:
    await visitor.sign_in(back=path(with_people, pages, "deling"))
    here = visitor.page.get_by_role("region", name="Her hos os")

    await expect(here.locator("summary").first).to_have_text(f"Mette Prøvesen (koordinator) kan se alt{BUT}.")
    for said in (
        "Andre ledere kan ikke se noget uden en sag.",
        "Databeskyttelsesrådgiveren, partnernes systemer og driften kan ikke se noget:",
    ):
        await expect(here).to_contain_text(said)
    await expect(visitor.page.get_by_role("region", name="Borgeren selv")).to_contain_text(
        f"Borgeren kan se alt{BUT}."
    )
    assert {one.rpartition(".")[2] for one in (await looks(pages, with_people))["read-sharing"]} <= {
        "name",
        "support_worker_name",
    }


async def test_on_a_phone_without_scripts_it_folds_all_the_same(
    browser: Browser, pages: PagesUnderTest, with_people: Story
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE, scripts=False) as visitor:
        await visitor.sign_in(back=path(with_people, pages, "deling"))
        page = visitor.page

        line = page.get_by_text("Jobcentret får ikke at vide, hvor borgeren bor: der er intet grundlag.")
        await expect(line).to_be_hidden()
        await page.get_by_text("Alt andet får jobcentret ikke at vide").click()
        await expect(line).to_be_visible()
        assert await visitor.overflow() <= 0
