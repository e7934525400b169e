"""The citizen's page: what stands on it, and the contact hold that is set there."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import OWN_WORDS, Story
from browser.visitor import FIELDS, Visitor
from samspil.overview.pages.danish import day
from samspil.stack import databases
from samspil.testkit.people import NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT, Person, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day


def in_days(count: int) -> str:
    return day(danish_day(datetime.now(UTC)) + timedelta(days=count))


async def test_it_tells_the_plan_in_the_citizens_words_beside_work_and_stay(
    visitor: Visitor, in_hospital: Story
) -> None:
    await visitor.sign_in(back=in_hospital.address.removeprefix(visitor.pages))
    page = visitor.page

    goal = page.get_by_role("region", name="Det vil jeg").get_by_role("article").first
    await expect(goal.get_by_role("blockquote")).to_have_text(OWN_WORDS)
    await expect(goal).to_contain_text("Virksomhedspraktik: begyndt")
    await expect(page.get_by_role("region", name="Indlæggelse")).to_contain_text("Indlagt siden")
    await expect(page.get_by_role("region", name="Kontaktpause")).to_contain_text("Tag stilling")
    waits = page.get_by_role("region", name="Nu").get_by_role("listitem")
    await expect(waits.filter(has_text="Tag stilling til kontaktpause")).to_contain_text("Aisha Digtets tur")
    await expect(waits.filter(has_text="Svar på, hvad der sker med støtten")).to_contain_text("Siden")
    await expect(page.get_by_text("Denne visning er registreret i adgangsloggen.")).to_be_visible()


async def test_on_a_phone_the_first_goal_is_read_before_anything_is_scrolled(
    browser: Browser, pages: PagesUnderTest, in_hospital: Story
) -> None:
    async with Visitor.window(browser, pages.pages, (390, 844)) as visitor:
        await visitor.sign_in(back=in_hospital.address.removeprefix(visitor.pages))

        await expect(visitor.page.get_by_text(OWN_WORDS).first).to_be_in_viewport(ratio=1)
        assert await visitor.faults() == []
        assert await visitor.overflow() <= 0
        assert visitor.wrongs == []


async def test_the_timeline_is_the_newest_first_in_three_lanes(visitor: Visitor, back_home: Story) -> None:
    await visitor.sign_in(back=back_home.address.removeprefix(visitor.pages))
    timeline = visitor.page.get_by_role("region", name="Forløb")

    told = timeline.locator("ol time")
    times = [await one.get_attribute("datetime") or "" for one in await told.all()]
    lanes = {await one.inner_text() for one in await timeline.locator(".entry-party").all()}
    assert times == sorted(times, reverse=True)
    assert lanes == {"Socialpsykiatrien", "Jobcentret", "Regionen"}
    await expect(timeline.get_by_role("img", name="Forløbet i tre spor")).to_be_visible()


async def test_a_hold_is_set_and_ended_with_the_keyboard_alone(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, NATIONAL_REPLACEMENT, 1)
    await visitor.sign_in(back=story.address.removeprefix(visitor.pages))
    page = visitor.page

    async def tab_to(text: str) -> None:
        for _ in range(30):
            await page.keyboard.press("Tab")
            at = "document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || ''"
            if text in await page.evaluate(at):
                return
        raise AssertionError(f"no way to {text}")

    await tab_to("Sæt kontaktpause")
    await page.keyboard.press("Enter")
    await tab_to("Sidste dag")
    await page.keyboard.type(in_days(9))
    await tab_to("Hvem kan man spørge?")
    await page.keyboard.type("Aisha Digtet")
    await page.keyboard.press("Enter")

    hold = page.get_by_role("region", name="Kontaktpause")
    await expect(page.get_by_text("Kontaktpausen er sat.")).to_be_visible()
    await expect(hold).to_contain_text(f"Til og med {in_days(9)}. Spørg Aisha Digtet.")
    assert await visitor.faults() == []

    await tab_to("Afslut kontaktpausen")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Kontaktpausen er afsluttet.")).to_be_visible()
    await expect(hold).not_to_contain_text("Til og med")


async def test_what_is_wrong_with_a_hold_is_said_at_the_field_and_nothing_is_lost(
    browser: Browser, pages: PagesUnderTest, nothing_but_a_name: Story
) -> None:
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        await visitor.sign_in(back=nothing_but_a_name.address.removeprefix(visitor.pages))
        page = visitor.page
        await page.get_by_text("Sæt kontaktpause").first.click()
        await page.get_by_label("Sidste dag").fill("i går")
        await page.get_by_label("Hvem kan man spørge?").fill("   ")
        await page.get_by_role("button", name="Sæt kontaktpause").click()

        await expect(page.get_by_role("alert")).to_contain_text("Kontaktpausen er ikke sat")
        await expect(page.get_by_label("Sidste dag")).to_have_value("i går")
        await expect(page.get_by_label("Sidste dag")).to_have_attribute("aria-invalid", "true")
        await expect(page.get_by_label("Hvem kan man spørge?")).to_have_attribute("aria-invalid", "true")
        assert (await page.title()).startswith("Fejl: ")
        await expect(page.get_by_role("region", name="Kontaktpause")).not_to_contain_text("Til og med")


async def test_what_the_service_refuses_is_said_at_the_field_with_what_was_written(
    visitor: Visitor, nothing_but_a_name: Story
) -> None:
    await visitor.sign_in(back=nothing_but_a_name.address.removeprefix(visitor.pages))
    page = visitor.page
    await page.get_by_text("Sæt kontaktpause").first.click()
    for until, ask, field in (
        (in_days(-1), "Aisha Digtet", "Sidste dag"),
        ("01.01.2999", "Aisha Digtet", "Sidste dag"),
        (in_days(2), "\u200b", "Hvem kan man spørge?"),
    ):
        await page.get_by_label("Sidste dag").fill(until)
        await page.get_by_label("Hvem kan man spørge?").fill(ask)
        await page.get_by_role("button", name="Sæt kontaktpause").click()

        await expect(page.get_by_role("alert")).to_contain_text("Kontaktpausen er ikke sat")
        await expect(page.get_by_label(field)).to_have_attribute("aria-invalid", "true")
        await expect(page.get_by_label("Sidste dag")).to_have_value(until)
        await expect(page.get_by_label("Hvem kan man spørge?")).to_have_value(ask)


async def test_a_form_with_faults_can_be_used_by_everybody(
    visitor: Visitor, nothing_but_a_name: Story
) -> None:
    await visitor.sign_in(back=nothing_but_a_name.address.removeprefix(visitor.pages))
    await visitor.page.get_by_text("Sæt kontaktpause").first.click()
    await visitor.page.get_by_role("button", name="Sæt kontaktpause").click()

    await expect(visitor.page.get_by_role("alert")).to_be_visible()
    assert await visitor.faults() == []


async def test_a_form_that_is_sent_twice_sets_one_hold(visitor: Visitor, pages: PagesUnderTest) -> None:
    story = await Story.of(pages, REGIONAL_REPLACEMENT, 1)
    await visitor.sign_in(back=story.address.removeprefix(visitor.pages))
    page = visitor.page
    await page.get_by_text("Sæt kontaktpause").first.click()
    fields = await page.evaluate(FIELDS, "form[action$=saet]")
    for _ in range(2):
        answer = await page.request.post(
            f"{story.address}/kontaktpause/saet", form={**fields, "until": in_days(3), "ask": "Aisha Digtet"}
        )
        assert answer.status == 200
    await page.reload()

    lines = page.get_by_role("region", name="Forløb").get_by_text("Kontaktpause sat")
    await expect(lines).to_have_count(1)


async def test_each_page_of_a_citizen_leaves_one_row_of_who_looked(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(80_002), "Inga Test Tænkt"), 1)
    referral = await story.refers(0.4)

    async def rows() -> list[tuple[str, str]]:
        async with databases.connected(pages.keyring_url) as connection:
            query = "SELECT who, why FROM access WHERE citizen_id = $1 ORDER BY at"
            return [(row["who"], row["why"]) for row in await connection.fetch(query, story.citizen)]

    async with visitor.page.expect_response(lambda answer: "/live?" in answer.url):
        await visitor.sign_in("Lars Tænkt", back=story.address.removeprefix(visitor.pages))
    await visitor.open(f"{story.address}/deling")
    await visitor.open(f"{visitor.pages}/?liste=enhedens")

    who = "visitator-social"
    await visitor.open(story.address)
    await visitor.page.get_by_role("button", name="Vis CPR").click()
    await expect(visitor.page.get_by_text(f"CPR {story.person.cpr.number[:6]}-")).to_be_visible()

    assert await rows() == [
        (who, "read-view"),
        (who, "read-sharing"),
        (who, "work-list"),
        (who, "show-number"),
    ]
    await story.is_accepted(referral, 0.3)  # nobody else's list is the longer for it


async def test_who_is_told_what_is_said_in_words_and_not_by_colour(
    visitor: Visitor, in_hospital: Story, back_home: Story
) -> None:
    await visitor.sign_in(back=f"{in_hospital.address}/deling".removeprefix(visitor.pages))
    page = visitor.page

    jobcenter = page.get_by_role("region", name="Jobcentret")
    await expect(jobcenter).to_contain_text("Fortælles. Jobcentret får at vide, hvem borgeren er")
    await expect(jobcenter).to_contain_text(
        "Fortælles ikke. Jobcentret får ikke at vide, om borgeren er indlagt"
    )
    await expect(page.get_by_role("region", name="Samtykker")).to_contain_text("Gælder til og med")

    await visitor.open(f"{back_home.address}/deling")
    await expect(jobcenter).to_contain_text("Jobcentret får intet at vide.")
    await expect(jobcenter).to_contain_text("Kontaktpause er slut: afvist")
    await expect(page.get_by_role("region", name="Samtykker")).to_contain_text("Trukket tilbage")


async def test_above_the_fold_stand_the_name_three_facts_what_waits_and_the_first_goal(
    browser: Browser, pages: PagesUnderTest, in_hospital: Story
) -> None:
    async with Visitor.window(browser, pages.pages) as visitor:
        await visitor.sign_in(back=in_hospital.address.removeprefix(pages.pages))
        page = visitor.page
        for seen in (
            page.get_by_role("heading", level=1),
            page.locator(".glance"),
            page.get_by_role("region", name="Nu"),
            page.get_by_role("blockquote").first,
        ):
            box = await seen.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 900
        assert in_hospital.person.cpr.number[:6] not in await page.content()


async def test_a_tasks_button_is_reached_within_eight_keys(
    visitor: Visitor, pages: PagesUnderTest, in_hospital: Story
) -> None:
    at = "document.activeElement.closest('.task') !== null"
    for back in (in_hospital.address.removeprefix(pages.pages), "/?liste=enhedens"):
        await visitor.context.clear_cookies()
        await visitor.sign_in("Aisha Digtet", back=back)
        keys = 0
        while not await visitor.page.evaluate(at):
            await visitor.page.keyboard.press("Tab")
            keys += 1
            if await visitor.page.evaluate("document.activeElement.hash") == "#nu":
                await visitor.page.keyboard.press("Enter")
                keys += 1
        assert keys <= 8


async def test_what_happened_often_is_one_line_and_what_matters_less_is_shown_on_request(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(80_003), "Olga Test Opdigtet"), 200)
    for days in range(3):
        await story.is_admitted(150 + days / 100)
    for days in (140, 100, 60, 30):
        await story.jobcenter_was_told(days)
    for days in (140, 130, 110, 90, 70, 50, 40, 20):
        await story.consents(days)
    await visitor.sign_in(back=story.address.removeprefix(pages.pages))
    page = visitor.page
    timeline = page.get_by_role("region", name="Forløb")
    received = timeline.get_by_text("Besked til jobcentret: kontaktpause – Modtaget")

    await expect(timeline.get_by_text("Borgeren er oprettet")).to_have_count(0)
    await expect(received).to_have_count(0)
    await expect(timeline.get_by_text("Besked til jobcentret: kontaktpause er slut").first).to_be_visible()
    await expect(timeline.get_by_text("Samtykkets sidste dag").first).to_be_visible()

    while await timeline.get_by_role("link", name="Vis tidligere").count():
        await timeline.get_by_role("link", name="Vis tidligere").click()
        await expect(timeline.locator("h3:focus")).to_have_count(1)
    fold = timeline.get_by_text("Indlæggelse begyndt, 3 gange")
    await expect(fold).to_be_visible()
    await fold.click()
    await expect(timeline.get_by_text("Indlæggelse begyndt", exact=True)).to_have_count(3)

    await timeline.get_by_role("link", name="Alt", exact=True).click()
    await expect(received.first).to_be_visible()
    await timeline.get_by_role("link", name="Job", exact=True).click()
    await expect(timeline.get_by_text("Indlæggelse begyndt")).to_have_count(0)
    await expect(timeline.get_by_text("Viser 8 af 8.")).to_be_visible()
    assert await visitor.faults() == []


async def test_every_stay_that_goes_on_is_shown(visitor: Visitor, pages: PagesUnderTest) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(80_004), "Otto Test Opdigtet"), 20)
    over = await story.is_admitted(10)
    await story.is_discharged(over, 1, 7)
    for days in (8, 6):
        await story.is_admitted(days)
    await visitor.sign_in(back=story.address.removeprefix(pages.pages))

    await expect(visitor.page.locator(".glance")).to_contain_text("(2 ophold)")
    stays = visitor.page.get_by_role("region", name="Indlæggelse")
    await expect(stays.get_by_text("Indlagt siden")).to_have_count(2)
    await expect(stays).not_to_contain_text("Udskrevet")
