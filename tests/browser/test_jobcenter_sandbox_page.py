"""The jobcenter's page in a real browser: all activities in one file, sent to the bridge's real door."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from browser.visitor import Visitor
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, VERA
from samspil.testkit.servers import Servers

SEND, SEND_BAD = "Send filen", "Send filen med en fejl i"


@pytest.fixture
async def here(servers: Servers, tmp_path: Path) -> AsyncIterator[JobcenterBridge]:
    async with jobcenter_bridge(servers, tmp_path) as found:
        yield found


@pytest.fixture
async def clerk(browser: Browser, here: JobcenterBridge) -> AsyncIterator[Visitor]:
    """Somebody at the jobcenter's page, which needs no scripts."""
    async with Visitor.window(browser, here.sandbox) as visitor:
        await visitor.open(f"{here.sandbox}/")
        yield visitor
    assert visitor.wrongs == []


async def test_a_file_is_sent_by_a_button_and_once_more_and_with_a_fault(
    clerk: Visitor, here: JobcenterBridge
) -> None:
    page, said = clerk.page, clerk.page.get_by_role("status")
    await page.get_by_role("button", name=SEND, exact=True).click()
    await expect(said).to_contain_text("Filen er afvist.")
    await expect(page.get_by_role("row", name="hele filen")).to_contain_text("Indeholder ingen rækker.")

    for person in (BRUNO, VERA):
        await here.happens("activity-created", person, notify=False)
    await page.get_by_role("button", name=SEND, exact=True).click()
    await expect(said).to_have_text("Filen er modtaget: 2 rækker, heraf 0 med fejl.")
    await page.get_by_role("button", name=SEND, exact=True).click()
    await expect(said).to_have_text(
        "Den samme fil er kommet før, og intet er ændret: 2 rækker, heraf 0 med fejl."
    )

    await page.get_by_label("Filens form").select_option("JSON")
    await page.get_by_role("button", name=SEND_BAD).click()
    await expect(said).to_have_text("Filen er modtaget: 3 rækker, heraf 1 med fejl.")
    wrong = page.get_by_role("table", name="Fejl i filen").locator("tbody tr")
    await expect(wrong).to_have_text(["1startdatoIkke en dato."])
    await page.get_by_role("button", name=SEND_BAD).click()
    await expect(said).to_have_text(
        "Den samme fil er kommet før, og intet er ændret: 3 rækker, heraf 1 med fejl."
    )
    assert await clerk.faults() == []


async def test_the_page_says_when_the_bridge_is_away(clerk: Visitor, here: JobcenterBridge) -> None:
    here.processes[-1].kill()
    await clerk.page.get_by_role("button", name=SEND, exact=True).click()

    await expect(clerk.page.get_by_role("status")).to_have_text("Filen er ikke sendt: broen svarer ikke.")
