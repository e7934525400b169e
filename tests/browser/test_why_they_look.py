"""Whoever has no case of a citizen's at hand says why before anything of the citizen is shown."""

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import Visitor
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr
from samspil.vocabulary.citizen_id import CitizenId

WHY = "Hvorfor skal du se borgeren?"
WORDS = "Borgerens søster ringede til mig i går."


async def looks(
    pages: PagesUnderTest, citizen: CitizenId, who: str
) -> list[tuple[str, str | None, str | None]]:
    async with databases.connected(pages.keyring_url) as keyring:
        query = "SELECT why, relation, reason FROM access WHERE citizen_id = $1 AND who = $2 ORDER BY id"
        return [tuple(row) for row in await keyring.fetch(query, citizen, who)]


async def test_who_follows_a_link_without_a_case_says_why_and_is_led_to_where_it_leads(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    person = Person(synthetic_cpr(97_501), "Ingen Test Udenforstående")
    story = await Story.of(pages, person, 3, reasons=False)
    page = visitor.page
    await visitor.sign_in("Aisha Digtet")
    await visitor.open(f"{story.address}/deling")

    await expect(page.get_by_role("heading", level=1)).to_have_text(WHY)
    await expect(page.get_by_text(person.name)).to_have_count(0)
    assert await visitor.wrong_at_any_size() == []
    assert await looks(pages, story.citizen, "kontaktperson-social") == []

    await page.get_by_role("button", name="Se borgeren").click()
    await expect(page.get_by_role("alert")).to_contain_text("Vælg, hvorfor du skal se borgeren.")
    await page.get_by_label(WHY).select_option("Andet")
    await page.get_by_role("button", name="Se borgeren").click()
    await expect(page.get_by_role("alert")).to_contain_text("Skal udfyldes.")
    await page.get_by_label("Uddyb").fill(WORDS)
    await page.get_by_role("button", name="Se borgeren").click()

    await expect(page).to_have_url(f"{story.address}/deling")
    await expect(page.get_by_role("heading", level=1)).to_have_text(person.name)
    await visitor.open(story.address)
    await expect(page.get_by_role("heading", level=1)).to_have_text(person.name)
    assert await looks(pages, story.citizen, "kontaktperson-social") == [
        ("read-sharing", None, "other"),
        ("read-view", None, "other"),
    ]
    async with databases.connected(pages.keyring_url) as keyring:
        [given] = await keyring.fetch("SELECT * FROM access_reason WHERE citizen_id = $1", story.citizen)
    assert (given["who"], given["role"], given["reason"]) == (
        "kontaktperson-social",
        "support_worker",
        "other",
    )
    assert given["units"] == ["BOSTOETTE-1"]
    assert given["words"].startswith("s1.")


async def test_a_number_that_is_known_opens_nothing_without_a_case_or_a_reason(
    browser: Browser, pages: PagesUnderTest
) -> None:
    number, name = synthetic_cpr(97_502).number, "Ny Test Oprettet"
    async with Visitor.window(browser, pages.pages) as mette:
        page = mette.page
        await mette.sign_in(back="/find")
        await page.locator("main").get_by_label("CPR-nummer").fill(number)
        await page.locator("main").get_by_role("button", name="Find", exact=True).click()
        register = page.get_by_role("region", name="Opret borger")
        await register.get_by_label("Navn").fill(name)
        await register.get_by_label("Hvad søges der om?").select_option("sel-85")
        await register.get_by_role("button", name="Opret borger").click()
        await expect(page.get_by_text("Gemt. Overblikket følger om et øjeblik.")).to_be_visible()
        assert mette.wrongs == []

    async with Visitor.window(browser, pages.pages) as aisha:
        page = aisha.page
        await aisha.sign_in("Aisha Digtet")
        await page.get_by_role("search").get_by_label("CPR-nummer").fill(number)
        await page.keyboard.press("Enter")

        await expect(page.get_by_role("status")).to_contain_text("Du har ikke en sag med borgeren.")
        why = page.get_by_role("region", name=WHY)
        await expect(why.get_by_label("CPR-nummer")).to_have_value(number)
        assert await aisha.wrong_at_any_size() == []
        await why.get_by_label(WHY).select_option("Jeg træder i stedet for en kollega")
        async with page.expect_navigation() as led:
            await why.get_by_role("button", name="Se borgeren").click()
        assert "/borgere/" in (await led.value).url
        assert not any(number[:6] in address for address in aisha.addresses)


async def test_ones_own_citizens_are_found_by_the_beginning_of_a_name_and_nobody_elses(
    browser: Browser, pages: PagesUnderTest
) -> None:
    own = await Story.of(pages, Person(synthetic_cpr(97_503), "Xenia Test Øen"), 3, reasons=False)
    await own.refers(2)

    for who, is_theirs in (("Mette Prøvesen", True), ("Lars Tænkt", True), ("Aisha Digtet", False)):
        async with Visitor.window(browser, pages.pages) as visitor:
            page = visitor.page
            await visitor.sign_in(who, back="/find")
            await page.get_by_label("Navn", exact=True).fill("øen xen")
            await page.get_by_role("button", name="Find ved navn").click()
            found = page.get_by_role("region", name="Find ved navn")
            if not is_theirs:
                await expect(found.get_by_role("status")).to_contain_text("Ingen af dine")
                continue
            await expect(found.get_by_role("link")).to_have_text(["Xenia Test Øen"])
            assert await visitor.wrong_at_any_size() == []
            await found.get_by_role("link").click()
            await expect(page).to_have_url(own.address)
            assert not any("xen" in address for address in visitor.addresses)
            assert visitor.wrongs == []
    whys = await looks(pages, own.citizen, "visitator-social")
    assert whys == [("search-by-name", "unit", None), ("read-view", "unit", None)]
