"""Under the newest law: what does not go with a call stands beside it, a lost step asks for support, and the
citizen reads their own.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest, pages_under_test
from browser.stories import Story, ago
from browser.test_own_pages import BO, CLARA, come, made_up
from browser.visitor import Visitor
from clash_facts import TOLD, called, lost, planned
from samspil.contracts.citizen import RelativeKind
from samspil.contracts.employment import (
    EmploymentMilestoneAchieved,
    EmploymentMilestoneProposed,
    EmploymentMilestoneSustained,
    EmploymentStatusChanged,
    MilestoneKind,
    StatusPeriod,
    SustainedFor,
)
from samspil.testkit.servers import Servers
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_11A_1
SUPPORT = "Tal med borgeren om, hvilken støtte der skal til"


class OnTheWay(NamedTuple):
    """Somebody in hospital who is called to a meeting, and who lost a job that had lasted."""

    story: Story
    sister: UUID
    pages: PagesUnderTest


@pytest.fixture(scope="module")
async def on_the_way(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OnTheWay]:
    folder = Path(tmp_path_factory.mktemp("newest"))
    async with pages_under_test(servers, folder, newest=True) as pages:
        story = await Story.of(pages, made_up(BO), 300)
        await story.has_people(20)
        sister = await story.names(
            "Clara Test Søster", RelativeKind.SIBLING, ago(9), DataClass.MEETING, DataClass.MILESTONE
        )
        await pages.keyring.let_sign_in(story.citizen, sister, made_up(CLARA).cpr)
        await story.plans(200)
        until = danish_day(ago(-90))
        await story.tell(replace(TOLD, consent_id=uuid7(), until=until, occurred_at=ago(100)))
        await story.is_admitted(1)
        job, begun = uuid7(), danish_day(ago(120))
        call = replace(called(uuid7(), ago(-13), 45), place=await story.seal("place", "Torvet 1, lokale 3"))
        purpose = await story.seal("purpose", "At prøve løntimer i gartneriet.")
        await story.tell(
            replace(planned(job, begun, None, 450), kind=MilestoneKind.ORDINARY_HOURS, purpose=purpose),
            EmploymentMilestoneAchieved(
                milestone_id=job, achieved_on=begun, entered_by=None, basis=BASIS, occurred_at=ago(119)
            ),
            EmploymentMilestoneSustained(
                milestone_id=job,
                months=SustainedFor.THREE,
                checked_on=danish_day(ago(28)),
                entered_by=None,
                basis=BASIS,
                occurred_at=ago(28),
            ),
            lost(job, danish_day(ago(2))),
            EmploymentMilestoneProposed(
                milestone_id=uuid7(),
                kind=MilestoneKind.EDUCATION,
                starts_on=danish_day(ago(-60)),
                purpose=None,
                goal_id=None,
                entered_by="sagsbehandler-social",
                basis=LegalBasis.SEL_141,
                occurred_at=ago(5),
            ),
            replace(call, occurred_at=ago(1)),
            EmploymentStatusChanged(
                status_id=uuid7(),
                periods=(
                    StatusPeriod(contact_group=2, target_group="6.7", since=danish_day(ago(200)), until=None),
                ),
                coordinator=None,
                basis=BASIS,
                occurred_at=ago(200),
            ),
        )
        yield OnTheWay(story, sister, pages)


async def seen(visitor: Visitor, name: str) -> None:
    """A picture for whoever wants to look, where ``PICTURES`` names a folder."""
    if folder := os.environ.get("PICTURES"):
        await visitor.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


async def test_what_a_call_does_not_go_with_stands_beside_it(browser: Browser, on_the_way: OnTheWay) -> None:
    story, pages = on_the_way.story, on_the_way.pages
    async with Visitor.window(browser, pages.pages) as visitor:
        await visitor.sign_in(back=f"{story.address}/arbejde".removeprefix(pages.pages))
        calls = visitor.page.get_by_role("region", name="Indkaldt til møder")
        call = calls.locator("article:visible")
        await expect(call).to_have_count(1)
        await expect(call).to_contain_text("Indkaldt til et møde under en indlæggelse")
        await expect(visitor.page.get_by_role("main")).to_contain_text("Jobafklaringsforløb")
        await seen(visitor, "arbejde")
        assert await visitor.wrong_at_any_size() == []
        assert visitor.wrongs == []


async def test_the_citizen_reads_when_and_where_what_for_and_whom_to_ask(
    browser: Browser, on_the_way: OnTheWay
) -> None:
    async with Visitor.window(browser, on_the_way.pages.pages) as visitor:
        await come(visitor, BO)
        work = visitor.page.get_by_role("region", name="Arbejde og uddannelse")
        for told in (
            "Jobcentret har indkaldt dig til en jobsamtale",
            "Sted: Torvet 1, lokale 3",
            "Ordinære løntimer holdt op",
            "Tal med Mette Prøvesen om, hvad der kan hjælpe dig nu.",
            "At prøve løntimer i gartneriet.",
            "Dem, der hjælper dig, foreslår uddannelse",
            "Det er ikke aftalt endnu.",
            "regner dig med til jobafklaringsforløb siden",
        ):
            await expect(work).to_contain_text(told)
        await expect(work).not_to_contain_text("⟦")
        await seen(visitor, "min-side")
        assert await visitor.wrong_at_any_size() == []


async def test_a_relative_reads_of_the_meeting_and_the_steps_and_never_of_the_group(
    browser: Browser, on_the_way: OnTheWay
) -> None:
    async with Visitor.window(browser, on_the_way.pages.pages) as visitor:
        await come(visitor, CLARA, "/paaroerende")
        page = visitor.page
        meetings = page.get_by_role("region", name="Møder")
        await expect(meetings).to_contain_text("Indkaldt til jobsamtale hos jobcentret")
        steps = page.get_by_role("region", name="Skridt på vej mod arbejde")
        await expect(steps).to_contain_text("Uddannelse er foreslået og ikke aftalt endnu.")
        await seen(visitor, "paaroerende")
        told = await page.content()
        for hidden in ("målgruppe", "afklaring", "Ordinære løntimer", "gartneriet", "indlagt", "⟦"):
            assert hidden not in told


async def test_a_lost_step_asks_for_support_until_somebody_has_spoken_with_the_citizen(
    browser: Browser, on_the_way: OnTheWay
) -> None:
    story, pages = on_the_way.story, on_the_way.pages
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        await visitor.sign_in(back=story.address.removeprefix(pages.pages))
        page = visitor.page
        await expect(page.get_by_role("region", name="Nu")).to_contain_text(SUPPORT)
        card = page.get_by_role("region", name="Skal tages op")
        await expect(card).to_contain_text(f"Et skridt holdt ikke. {SUPPORT}")
        await expect(card).to_contain_text("Ordinære løntimer: ophørt")
        await seen(visitor, "borger")

        await card.get_by_role("link", name="Taget op").first.click()
        await seen(visitor, "taget-op")
        await page.get_by_role("button", name="Taget op").click()

        await expect(page.get_by_text("Det er noteret, at der er talt om det.")).to_be_visible()
        await expect(page.get_by_role("region", name="Nu")).not_to_contain_text(SUPPORT)
        timeline = page.get_by_role("region", name="Forløb")
        for told in (
            "Der er talt om det",
            "Skridtet holdt ikke",
            "Skridtet holder efter 3 måneder",
            "Indkaldt: jobsamtale",
            "Uddannelse foreslået",
        ):
            await expect(timeline).to_contain_text(told)
        await seen(visitor, "forloeb")
