"""The page renews itself, and says so when it no longer does."""

import asyncio
import time

from playwright.async_api import expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story, ago
from browser.visitor import Visitor
from samspil.contracts.hospital import HospitalStayAdmitted, StayKind
from samspil.testkit.people import ANOTHER_NATIONAL_REPLACEMENT
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis


async def test_what_is_heard_appears_by_itself_and_what_was_typed_stays(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, ANOTHER_NATIONAL_REPLACEMENT, 1)
    await visitor.sign_in(back=story.address.removeprefix(visitor.pages))
    page = visitor.page
    await page.get_by_text("Sæt kontaktpause").first.click()
    await page.get_by_label("Hvem kan man spørge?").fill("Aisha")

    stay, at = uuid7(), ago(0.01)
    fact = HospitalStayAdmitted(
        stay_id=stay, kind=StayKind.INPATIENT, admitted_at=at, basis=LegalBasis.RSL_12C, occurred_at=at
    )
    await story.tell(fact)

    stays = page.get_by_role("region", name="Indlæggelse")
    await expect(stays).to_contain_text("Indlagt siden")
    await expect(page.get_by_label("Hvem kan man spørge?")).to_have_value("Aisha")
    await expect(page.get_by_label("Hvem kan man spørge?")).to_be_focused()

    lost = page.get_by_text("Forbindelsen er afbrudt.")
    await expect(lost).to_be_hidden()
    web = pages.children["samspil.overview.app.web"]
    web.kill()
    await expect(lost).to_be_visible()
    web.start()
    await pages.ready()
    await expect(lost).to_be_hidden()
    visitor.wrongs.clear()  # the browser complains of the connection that we broke


async def test_a_page_that_listens_does_not_hold_up_the_end_of_the_process(
    visitor: Visitor, pages: PagesUnderTest, nothing_but_a_name: Story
) -> None:
    async with visitor.page.expect_response(lambda answer: "/live?" in answer.url):
        await visitor.sign_in(back=nothing_but_a_name.address.removeprefix(visitor.pages))
    web = pages.children["samspil.overview.app.web"]

    began = time.monotonic()
    await asyncio.to_thread(web.stop)
    took = time.monotonic() - began
    web.start()
    await pages.ready()

    assert took < 6  # uvicorn gives an open answer eight seconds
    visitor.wrongs.clear()
