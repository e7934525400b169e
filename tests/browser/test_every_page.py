"""What holds for every page in every state: anybody can use it, nothing comes from outside, nothing leaks."""

from dataclasses import dataclass

import pytest
from playwright.async_api import Browser

from browser.pages_under_test import PagesUnderTest
from browser.stories import OWN_WORDS, Story
from browser.visitor import DESKTOP, PHONE, Visitor, any_of
from samspil.testkit.people import BRUNO, EJNAR, NANCY, VERA

SHOWN = (BRUNO, EJNAR, NANCY, VERA)
PERSONAL = [OWN_WORDS, *(person.name for person in SHOWN)]
PERSONAL += [person.cpr.number for person in SHOWN] + [f"{person.cpr.number[:6]}-" for person in SHOWN]


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as it was seen."""

    faults: list[str]
    overflow: int
    headers: dict[str, str]
    title: str
    language: str | None
    inline: int
    text: str


@dataclass(frozen=True, slots=True)
class Tour:
    """Every page in every state, seen once by a caseworker."""

    pages: dict[str, Seen]
    asked_for: list[str]
    wrongs: list[str]


@pytest.fixture(scope="session")
async def addresses(
    pages: PagesUnderTest,
    in_hospital: Story,
    back_home: Story,
    just_registered: Story,
    with_people: Story,
    nothing_but_a_name: Story,
) -> list[str]:
    stories = (in_hospital, back_home, just_registered, nothing_but_a_name)
    citizens = [page for story in stories for page in (story.address, f"{story.address}/deling")]
    referrals = [f"{story.address}/henvendelser/{one}" for story in stories for one in story.referrals]
    nobody = f"{pages.pages}/borgere/00000000-0000-4000-8000-000000000000"
    return [
        f"{pages.pages}/?liste=enhedens",
        f"{pages.pages}/find",
        *citizens,
        *referrals,
        f"{just_registered.address}/henvendelse/ny",
        f"{with_people.address}/oplysninger",
        f"{in_hospital.address}/plan",
        f"{nothing_but_a_name.address}/plan",
        f"{in_hospital.address}/arbejde",
        f"{nothing_but_a_name.address}/arbejde",
        f"{pages.pages}/mine-borgere",
        f"{with_people.address}/paaroerende/ny",
        nobody,
        f"{pages.pages}/findes-ikke",
    ]


async def tour_of(visitor: Visitor, addresses: list[str], *, axe: bool = True) -> Tour:
    await visitor.page.goto(visitor.pages)
    seen = {visitor.page.url: await look(visitor, {}, axe=axe)}
    await visitor.sign_in()
    for address in addresses:
        answer = await visitor.page.goto(address)
        assert answer is not None
        seen[address] = await look(visitor, await answer.all_headers(), axe=axe)
    return Tour(seen, visitor.addresses, visitor.wrongs)


async def look(visitor: Visitor, headers: dict[str, str], *, axe: bool) -> Seen:
    page = visitor.page
    return Seen(
        await visitor.faults() if axe else [],
        await visitor.overflow() if axe else 0,
        headers,
        await page.title(),
        await page.locator("html").get_attribute("lang"),
        await page.locator("[style], style, script:not([src])").count(),
        await page.locator("main").inner_text(),
    )


@pytest.fixture(scope="session")
async def tour(browser: Browser, pages: PagesUnderTest, addresses: list[str]) -> Tour:
    async with Visitor.window(browser, pages.pages, DESKTOP) as visitor:
        return await tour_of(visitor, addresses)


async def test_everybody_can_use_every_page(tour: Tour) -> None:
    assert len(tour.pages) == 24
    assert {address: seen.faults for address, seen in tour.pages.items() if seen.faults} == {}
    assert {seen.language for seen in tour.pages.values()} == {"da"}


async def test_every_page_fits_the_smallest_window(
    browser: Browser, pages: PagesUnderTest, addresses: list[str]
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE) as visitor:
        small = await tour_of(visitor, addresses)

    wide = [address for address, seen in small.pages.items() if seen.overflow > 0]
    assert wide == []
    assert {address: seen.faults for address, seen in small.pages.items() if seen.faults} == {}
    assert small.wrongs == []


async def test_what_is_wrong_for_some_would_be_found(visitor: Visitor) -> None:
    await visitor.page.goto(visitor.pages)
    await visitor.page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert [fault for fault in await visitor.faults() if fault.startswith("image-alt")]


async def test_no_page_asks_another_host_or_for_what_is_not_there(tour: Tour) -> None:
    assert len(tour.asked_for) > len(tour.pages)
    assert tour.wrongs == []


async def test_every_page_is_kept_nowhere_and_lets_nothing_in(tour: Tour) -> None:
    for seen in [seen for seen in tour.pages.values() if seen.headers]:
        assert seen.headers["cache-control"] == "no-store"
        assert seen.headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in seen.headers["content-security-policy"]
        assert seen.inline == 0


async def test_no_name_and_no_number_stands_in_an_address_a_title_or_a_log(
    tour: Tour, pages: PagesUnderTest
) -> None:
    shown = [seen.text for seen in tour.pages.values()]
    assert any_of([person.name for person in SHOWN], shown) == [person.name for person in SHOWN]

    assert any_of(PERSONAL, tour.asked_for) == []
    assert any_of(PERSONAL, [seen.title for seen in tour.pages.values()]) == []
    assert any_of(PERSONAL, pages.logs) == []
    assert "/borgere/" not in pages.logs


async def test_every_page_says_the_same_without_scripts(
    browser: Browser, pages: PagesUnderTest, tour: Tour, addresses: list[str]
) -> None:
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        await visitor.sign_in()
        for address in addresses[:-2]:
            await visitor.page.goto(address)
            plain = await visitor.page.locator("main").inner_text()
            assert plain.partition("Hentet")[0] == tour.pages[address].text.partition("Hentet")[0]
    assert visitor.wrongs == []
