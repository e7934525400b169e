"""The region's page in a real browser: a stay and its corrections, a conversation, and a bad door."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from browser.visitor import Visitor
from medcom import resources
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.behaviour import How
from samspil.stack.ports import free_port
from samspil.testkit.people import BRUNO
from samspil.web.server import serve
from sandbox_region import Heard, a_heard_region, told


@pytest.fixture
async def heard() -> Heard:
    return a_heard_region()


@pytest.fixture
async def ward(browser: Browser, heard: Heard) -> AsyncIterator[Visitor]:
    """Somebody at the region's page, which needs no scripts."""
    port, stop = free_port(), asyncio.Event()
    serving = asyncio.create_task(serve(region_app(heard.region), "127.0.0.1", port, stop=stop))
    async with Visitor.window(browser, f"http://127.0.0.1:{port}") as visitor:
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.01)
            else:
                writer.close()
                break
        await visitor.open(visitor.pages)
        yield visitor
    stop.set()
    await serving
    assert visitor.wrongs == []


async def test_a_stay_is_told_corrected_and_taken_back_by_buttons(ward: Visitor, heard: Heard) -> None:
    page = ward.page
    assert await ward.wrong_at_any_size() == []
    await page.get_by_role("button", name="Udskriv til hjemmet").click()
    await expect(page.get_by_role("status")).to_have_text("Det kan ikke siges om nogen, der ikke er indlagt.")

    await page.get_by_label("Bed om en indlæggelsesrapport").check()
    await page.get_by_role("button", name="Indlæg", exact=True).click()
    for button in ("Udskriv til hjemmet", "Annullér udskrivningen", "Meld død", "Annullér døden"):
        await page.get_by_role("button", name=button).click()

    sent = page.get_by_role("region", name="Sendt til Samspil").locator("tbody tr")
    await expect(sent).to_have_count(5)
    await expect(sent.first).to_contain_text("Annullér døden")
    assert len(resources(heard.bodies[0])["MessageHeader"][0]["extension"]) == 2
    assert await ward.wrong_at_any_size() == []


async def test_a_ward_writes_is_answered_and_answers(ward: Visitor, heard: Heard) -> None:
    page = ward.page
    form = page.get_by_role("region", name="Skriv til socialpsykiatrien")
    await form.get_by_label("Kategori").select_option("Udskrivning")
    await form.get_by_label("Emne").fill("Møde")
    await form.get_by_label("Besked").fill("Hvem kan komme?")
    await form.get_by_label("Endnu et afsnit").fill("Gerne før torsdag.")
    await form.get_by_label("Vedhæft").select_option("png")
    await form.get_by_role("button", name="Send besked").click()
    thread = page.get_by_role("article", name=f"Møde: {BRUNO.name}")
    await expect(thread.get_by_role("listitem")).to_have_count(2)
    await expect(thread).to_contain_text("Vedhæftet: Opdigtet billede")

    await told(heard.region)
    await page.reload()
    letter = page.get_by_role("article", name="Kontaktperson")
    await letter.get_by_label("Besked").fill("Tak for det.")
    await letter.get_by_role("button", name="Svar").click()

    await expect(letter.get_by_role("listitem")).to_have_count(2)
    await expect(letter.get_by_role("listitem").last).to_contain_text("Tak for det.")
    assert len(heard.bodies) == 2
    assert await ward.wrong_at_any_size() == []


async def test_the_door_is_told_how_to_behave_and_what_to_acknowledge(ward: Visitor, heard: Heard) -> None:
    page = ward.page
    door = page.get_by_role("region", name="Regionens dør")
    await door.get_by_label("Fra nu af").select_option("modtager og kvitterer to gange")
    await door.get_by_role("button", name="Gør sådan").click()
    await expect(door).to_contain_text("Den modtager og kvitterer to gange.")
    assert heard.region.behaviour.how is How.TWICE

    await told(heard.region)
    await heard.region.afterwards.done()
    await page.reload()
    received = page.get_by_role("region", name="Modtaget fra socialpsykiatrien")
    await received.get_by_role("button", name="Afvist").click()

    sent = page.get_by_role("region", name="Sendt til Samspil").locator("tbody tr")
    await expect(sent).to_have_count(2)
    await expect(sent.first).to_contain_text("Kvittering: afvist")
    codes = [json.loads(body)["entry"][0]["resource"]["response"]["code"] for body in heard.bodies]
    assert codes == ["ok", "fatal-error"]
    assert await ward.wrong_at_any_size() == []
