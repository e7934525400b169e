"""The work list: what waits for whoever is signed in."""

from playwright.async_api import expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story, ago
from browser.visitor import Visitor
from samspil.contracts.referral import ReferralTold
from samspil.testkit.people import Person, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


async def blocks(visitor: Visitor, tab: str = "enhedens") -> dict[str, list[str]]:
    """Name → what waits, as the list has them."""
    await visitor.open(f"{visitor.pages}/?liste={tab}")
    found = {}
    for block in await visitor.page.locator(".blocks > li").all():
        tasks = await block.locator(".task").all_inner_texts()
        found[await block.get_by_role("heading").inner_text()] = [" ".join(one.split()) for one in tasks]
    return found


async def test_a_caseworker_sees_each_citizen_once_the_most_urgent_first(
    visitor: Visitor, in_hospital: Story, back_home: Story, just_registered: Story
) -> None:
    await visitor.sign_in()
    found = await blocks(visitor)

    order = [name for name in found if name in {"Ejnar Test Prøvensen", "Nancy Ann Test Berggren"}]
    assert order == ["Ejnar Test Prøvensen", "Nancy Ann Test Berggren"]
    assert any(
        one.startswith("Følg op efter udskrivelse Aisha Digtets tur 5 dage efter fristen")
        for one in found["Ejnar Test Prøvensen"]
    )
    in_bed = found["Nancy Ann Test Berggren"]
    assert any(one.startswith("Tag stilling til kontaktpause Aisha Digtets tur Siden") for one in in_bed)
    assert any(one.startswith("Svar på, hvad der sker med støtten") for one in in_bed)
    await expect(visitor.page.get_by_text("over fristen.")).to_be_visible()
    assert await visitor.faults() == []


async def test_who_was_followed_up_waits_for_nobody(
    visitor: Visitor, back_home: Story, followed_up: Story
) -> None:
    await visitor.sign_in()

    follow_ups = [one for tasks in (await blocks(visitor)).values() for one in tasks]
    assert not any(
        one.startswith("Følg op efter udskrivelse")
        for one in (await blocks(visitor)).get("Birte Test Påfund", ())
    )
    assert any(one.startswith("Følg op efter udskrivelse") for one in follow_ups)
    await visitor.page.goto(followed_up.address)
    await expect(visitor.page.get_by_text("Fulgt op efter udskrivelse")).to_be_visible()


async def test_a_visitator_sees_what_is_asked_of_the_unit(
    visitor: Visitor, in_hospital: Story, back_home: Story, just_registered: Story
) -> None:
    await visitor.sign_in("Lars Tænkt")
    found = await blocks(visitor)

    [task] = found["Vera Test Opdigtet"]
    assert task.startswith("Besvar henvendelse Din enheds tur Frist")
    assert not any("kontaktpause" in one for tasks in found.values() for one in tasks)


async def test_who_is_asked_by_name_finds_it_among_their_own(visitor: Visitor, in_hospital: Story) -> None:
    await visitor.sign_in("Aisha Digtet")
    mine = await blocks(visitor, "mine")

    assert any("Din tur" in one for one in mine["Nancy Ann Test Berggren"])
    assert await blocks(visitor, "andre") == {}
    await expect(visitor.page.get_by_text("I venter ikke på andre.")).to_be_visible()
    await visitor.open(f"{visitor.pages}/?liste=noget-andet")
    await expect(
        visitor.page.get_by_role("navigation", name="Lister").locator("[aria-current]")
    ).to_contain_text("Mine")


async def test_a_line_leads_to_the_first_field_of_what_is_to_be_done(
    visitor: Visitor, in_hospital: Story
) -> None:
    await visitor.sign_in("Aisha Digtet")
    page = visitor.page
    block = page.locator(".blocks > li").filter(has_text="Nancy Ann Test Berggren")
    await block.locator(".task").filter(has_text="Svar på").get_by_role("link").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Svar om støtten")
    await expect(page.get_by_label("Hvad sker der med støtten under indlæggelsen?")).to_be_focused()

    await visitor.open(visitor.pages)
    await block.get_by_role("link", name="Tag stilling").click()
    await expect(page.get_by_label("Sidste dag")).to_be_focused()
    assert await visitor.faults() == []


async def test_what_others_have_to_answer_is_waited_for_by_who_asked(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(93_001), "Holger Test Opdigtet"), 4)
    referral = await story.refers(3, to=Sector.EMPLOYMENT)
    told = ReferralTold(referral_id=referral, answer_by=danish_day(ago(-10)), occurred_at=ago(2))
    await story.tell(told)
    await visitor.sign_in()

    [task] = (await blocks(visitor, "andre"))["Holger Test Opdigtet"]
    assert task.startswith("Venter på svar på henvendelse Jobcentrets tur Frist")
    assert "Holger Test Opdigtet" not in await blocks(visitor, "mine")


async def test_a_message_that_did_not_arrive_waits_until_somebody_says_that_it_is_taken_care_of(
    visitor: Visitor, back_home: Story
) -> None:
    await visitor.sign_in(back="/?liste=enhedens")
    block = visitor.page.locator(".blocks > li").filter(has_text="Ejnar Test Prøvensen")
    lost = block.locator(".task").filter(has_text="Beskeden kom ikke frem til jobcentret")
    await expect(lost).to_have_count(1)
    await lost.get_by_role("link").click()
    await visitor.page.get_by_role("button", name="Der er taget hånd om den").click()

    await expect(visitor.page).to_have_url(back_home.address)
    await expect(visitor.page.get_by_text("Taget hånd om en besked, der ikke kom frem")).to_be_visible()
    await back_home.tell()  # the clock looks
    await visitor.page.goto(f"{visitor.pages}/?liste=enhedens")
    await expect(lost).to_have_count(0)
