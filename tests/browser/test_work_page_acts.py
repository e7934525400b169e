"""Entering steps towards work on their page: the bridge keeps them, the page shows what becomes of them."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Browser, Page, expect

from browser.pages_under_test import PagesUnderTest, pages_under_test
from browser.stories import OWN_WORDS, Story
from browser.test_citizen_page import in_days
from browser.visitor import PHONE, Visitor
from carried import Carrier
from samspil.ledger.database import open_pool
from samspil.stack import databases, ports
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.ready import ready
from samspil.testkit.servers import Servers

BRIDGE = "samspil.jobcenter_bridge.app.web"


@pytest.fixture(scope="module")
async def bridge_url(servers: Servers) -> str:
    """The bridge's database."""
    return await servers.postgres.database(*databases.migrations_of("jobcenter-bridge"))


@pytest.fixture(scope="module")
async def pages(
    servers: Servers, tmp_path_factory: pytest.TempPathFactory, bridge_url: str
) -> AsyncIterator[PagesUnderTest]:
    """With a bridge at their side."""
    folder, port = Path(tmp_path_factory.mktemp("work")), ports.free_port()
    address = f"http://127.0.0.1:{port}"
    async with pages_under_test(servers, folder, told={"JOBCENTER_BRIDGE_ADDRESS": address}) as built:
        told = {
            **built.environment,
            "DATABASE_URL": bridge_url,
            "PORT": str(port),
            "OIDC_ISSUER": built.issuer,
        }
        env = {**os.environ, "HOST": "127.0.0.1", **told}
        child = servers.child("bridge", BRIDGE, log=folder / "bridge.log", env=env)
        child.start()
        try:
            async with httpx2.AsyncClient(trust_env=False) as http:
                await ready(http, f"{address}/readyz", child)
            yield built
        finally:
            child.kill()


@pytest.fixture(scope="module")
async def somebody(pages: PagesUnderTest, bridge_url: str) -> AsyncIterator[Story]:
    """Somebody with a goal, of whom the overview hears at once what the bridge says."""
    story = await Story.of(pages, Person(synthetic_cpr(80_118), "Tove Test Begynder"), 30)
    await story.plans(20)
    async with await open_pool(bridge_url) as said:
        carrier = Carrier(said, pages.pool)

        async def keep_carrying() -> None:
            while True:
                await carrier.carry(story.citizen)
                await asyncio.sleep(0.05)

        carrying = asyncio.create_task(keep_carrying())
        yield story
        carrying.cancel()


async def goes_on(page: Page, act: str) -> None:
    """Open the form behind this act on the step that is there."""
    steps = page.get_by_role("region", name="Skridt mod arbejde og uddannelse")
    await steps.get_by_text("Ændr skridtet").first.click()
    await steps.get_by_role("link", name=re.compile(rf"^{act}\W.*Beskyttet")).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(act)


async def sends(page: Page, act: str, told: str) -> None:
    """Send the form, and be told so on the page of work."""
    await page.get_by_role("button", name=act, exact=True).click()
    await expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Arbejde og møder")


async def test_a_step_is_entered_begun_achieved_and_lost(
    visitor: Visitor, pages: PagesUnderTest, somebody: Story
) -> None:
    page = visitor.page
    await visitor.sign_in(back=f"{somebody.address}/arbejde".removeprefix(pages.pages))
    await page.get_by_role("link", name="Tilføj skridt").click()
    assert await visitor.wrong_at_any_size() == []

    await page.get_by_role("button", name="Tilføj skridt").click()
    await expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Vælg, hvor langt det er.", "Vælg, hvad det er.", "Skriv den første dag."]
    )
    await page.get_by_label("Aftalt med borgeren").check()
    await page.get_by_label("Hvad er det?").select_option("Beskyttet beskæftigelse")
    await page.get_by_label("Første dag").fill(in_days(-10))
    await page.get_by_label("Minutter om ugen").fill("450")
    await page.get_by_label("Hvad er det til for?").fill("At prøve tre formiddage på værkstedet.")
    await page.get_by_label("Hvilket af borgerens mål er det til?").select_option(OWN_WORDS)
    await sends(page, "Tilføj skridt", "Skridtet er tilføjet.")

    steps = page.get_by_role("region", name="Skridt mod arbejde og uddannelse")
    for told in ("Beskyttet beskæftigelse", "og er ikke meldt begyndt", "7 timer og 30 minutter"):
        await expect(steps).to_contain_text(told)
    for told in ("At prøve tre formiddage på værkstedet.", OWN_WORDS, "socialpsykiatrien"):
        await expect(steps).to_contain_text(told)
    await expect(steps.get_by_role("link", name=re.compile("Er ophørt"))).to_have_count(0)

    await goes_on(page, "Er begyndt")
    await page.get_by_label("Hvornår?").fill(in_days(-9))
    await sends(page, "Er begyndt", "Det er noteret, at skridtet er begyndt.")
    await goes_on(page, "Er opnået")
    await sends(page, "Er opnået", "Det er noteret, at skridtet er opnået.")
    await expect(steps).to_contain_text(f"Opnået {in_days(0)}")
    await goes_on(page, "Er ophørt")
    await expect(page.get_by_role("main")).to_contain_text("aldrig en sanktion")
    await page.get_by_label("Sidste dag").fill(in_days(-1))
    await page.get_by_role("button", name="Er ophørt").click()
    await expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        "Ligger før, det begyndte eller blev opnået."
    )
    await page.get_by_label("Sidste dag").fill("")
    await sends(page, "Er ophørt", "Spørg borgeren, hvad der kan hjælpe nu.")
    await steps.get_by_text("Afsluttede (1)").click()
    await expect(steps).to_contain_text(f"Ophørt igen {in_days(0)}")
    assert await visitor.wrong_at_any_size() == []


async def test_what_was_lost_by_mistake_is_put_right_with_all_that_stood_there_and_deleted_without_scripts(
    browser: Browser, pages: PagesUnderTest, somebody: Story
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE, scripts=False) as visitor:
        page = visitor.page
        await visitor.sign_in("Lars Tænkt", back=f"{somebody.address}/arbejde".removeprefix(pages.pages))
        steps = page.get_by_role("region", name="Skridt mod arbejde og uddannelse")
        await steps.get_by_text("Afsluttede (1)").click()
        await goes_on(page, "Ret")
        await expect(page.get_by_label("Minutter om ugen")).to_have_value("450")
        await expect(page.get_by_label("Det er begyndt")).to_be_checked()
        await expect(page.get_by_label("Hvad er det til for?")).to_have_value(
            "At prøve tre formiddage på værkstedet."
        )
        await page.get_by_label("Ophørt, sidste dag").fill("")
        await sends(page, "Ret", "Skridtet er rettet.")
        await expect(steps).to_contain_text(f"Opnået {in_days(0)}")

        await goes_on(page, "Slet")
        await sends(page, "Slet", "Skridtet er slettet.")
        await expect(page.get_by_role("main")).not_to_contain_text("Beskyttet beskæftigelse")


async def test_whether_it_lasts_is_asked_on_the_citizens_page_and_said_there(
    visitor: Visitor, pages: PagesUnderTest, somebody: Story
) -> None:
    page = visitor.page
    await visitor.sign_in(back=f"{somebody.address}/arbejde".removeprefix(pages.pages))
    await page.get_by_role("link", name="Tilføj skridt").click()
    await page.get_by_label("Aftalt med borgeren").check()
    await page.get_by_label("Hvad er det?").select_option("Beskyttet beskæftigelse")
    await page.get_by_label("Første dag").fill(in_days(-120))
    await sends(page, "Tilføj skridt", "Skridtet er tilføjet.")
    await goes_on(page, "Er opnået")
    await page.get_by_label("Hvornår?").fill(in_days(-110))
    await sends(page, "Er opnået", "Det er noteret, at skridtet er opnået.")
    await somebody.tell()  # the clock looks

    await page.goto(somebody.address)
    now = page.get_by_role("region", name="Nu")
    await expect(now).to_contain_text("Spørg borgeren, om det, der blev opnået, stadig holder")
    assert await visitor.wrong_at_any_size() == []
    await expect(now.get_by_role("link", name="Er ophørt")).to_be_visible()
    await sends(page, "Holder stadig efter 3 måneder", "Det er noteret, at det holder.")
    await expect(page.get_by_role("main")).to_contain_text("3 måneder")
    await somebody.tell()
    await page.goto(somebody.address)
    await expect(now).not_to_contain_text("stadig holder")


async def test_who_gives_the_help_reads_the_steps_and_changes_none(
    visitor: Visitor, pages: PagesUnderTest, somebody: Story
) -> None:
    await visitor.sign_in("Aisha Digtet", back=f"{somebody.address}/arbejde".removeprefix(pages.pages))

    await expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Arbejde og møder")
    await expect(visitor.page.get_by_role("link", name="Tilføj skridt")).to_have_count(0)
