"""The pages in the system's Chromium; without one, and without leave to install it, they are skipped."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from browser.pages_under_test import PagesUnderTest, pages_under_test
from browser.stories import Story
from browser.visitor import Visitor
from samspil.stack import tools
from samspil.stack.problem import StackProblem
from samspil.testkit.people import BRUNO, EJNAR, NANCY, VERA, Person, synthetic_cpr
from samspil.testkit.servers import Servers

expect.set_options(timeout=20_000)  # on a busy machine; what appears is seen at once


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all; each test opens its own window in it."""
    try:
        path = tools.chromium()
    except StackProblem as missing:
        pytest.skip(str(missing))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def pages(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PagesUnderTest]:
    """The overview's pages, with nobody in them yet."""
    async with pages_under_test(servers, Path(tmp_path_factory.mktemp("pages"))) as built:
        yield built


@pytest.fixture(scope="session")
async def without_keyring(pages: PagesUnderTest) -> AsyncIterator[str]:
    """Where the same pages are while the keyring's database is away."""
    async with pages.without_keyring() as address:
        yield address


@pytest.fixture
async def visitor(browser: Browser, pages: PagesUnderTest) -> AsyncIterator[Visitor]:
    """A window in which nobody is signed in; what it fetched and complained of is looked at in the end."""
    async with Visitor.window(browser, pages.pages) as visitor:
        yield visitor
    assert visitor.wrongs == []


@pytest.fixture(scope="session")
async def in_hospital(pages: PagesUnderTest) -> Story:
    """Everything at once: a plan, work, a consent, and a stay for which nobody has decided anything."""
    story = await Story.of(pages, NANCY, 74)
    await story.is_accepted(await story.refers(73), 70)
    await story.consents(69)
    await story.plans(62)
    await story.works(45, 33)
    await story.is_admitted(2)
    return story


@pytest.fixture(scope="session")
async def back_home(pages: PagesUnderTest) -> Story:
    """Discharged, with a follow-up that is late, and a consent that was taken back."""
    story = await Story.of(pages, EJNAR, 120)
    await story.is_accepted(await story.refers(119), 117)
    consent = await story.consents(110)
    await story.plans(100)
    await story.jobcenter_was_told(30)
    stay = await story.is_admitted(31)
    await story.support_answers(stay, 30.5)
    await story.is_discharged(stay, 12, 7)
    await story.withdraws(consent, 5)
    return story


@pytest.fixture(scope="session")
async def just_registered(pages: PagesUnderTest) -> Story:
    """A new citizen with a referral that nobody has taken in."""
    story = await Story.of(pages, VERA, 0.5)
    await story.refers(0.4)
    return story


@pytest.fixture(scope="session")
async def followed_up(pages: PagesUnderTest) -> Story:
    """Discharged, and somebody was in touch since."""
    story = await Story.of(pages, Person(synthetic_cpr(80_001), "Birte Test Påfund"), 90)
    await story.is_accepted(await story.refers(89), 88)
    await story.plans(80)
    stay = await story.is_admitted(20)
    await story.is_discharged(stay, 10, 7)
    await story.is_followed_up(stay, 6)
    return story


@pytest.fixture(scope="session")
async def overdue(pages: PagesUnderTest) -> Story:
    """Nobody has answered, and the day has gone by."""
    story = await Story.of(pages, Person(synthetic_cpr(80_104), "Karl Test Ventet"), 40)
    await story.refers(40)
    return story


@pytest.fixture(scope="session")
async def with_people(pages: PagesUnderTest) -> Story:
    """Somebody who has people around, and has said how to be contacted."""
    story = await Story.of(pages, Person(synthetic_cpr(80_105), "Rita Test Omgivet"), 30)
    await story.has_people(20)
    return story


@pytest.fixture(scope="session")
async def with_a_whole_plan(pages: PagesUnderTest) -> Story:
    """Somebody whose plan says everything that a plan can say, and has a coordinator."""
    story = await Story.of(pages, Person(synthetic_cpr(80_107), "Frida Test Planlagt"), 400)
    await story.has_people(300)
    await story.plans(200)
    await story.has_a_whole_plan()
    return story


@pytest.fixture(scope="session")
async def nothing_but_a_name(pages: PagesUnderTest) -> Story:
    """Registered and nothing else."""
    return await Story.of(pages, BRUNO, 1)
