"""Each form has a page of its own, where it begins at the first field and is shown again when refused."""

from uuid import UUID, uuid4

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story, ago
from browser.test_citizen_page import in_days
from browser.visitor import PHONE, Visitor
from samspil.contracts.referral import DeclineReason, ReferralDeclined, ReferralReceived
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr

SAYS = """document.addEventListener("submit", (event) =>
  queueMicrotask(() => sessionStorage.setItem("said", event.submitter.textContent)))"""
"""What the button of a form says when it is on its way."""
WHY = "Vi kan ikke hjælpe med det, men det kan værestedet."


async def received(pages: PagesUnderTest, number: int) -> tuple[Story, UUID]:
    """A citizen whose referral was taken in and waits for an answer, and the referral."""
    story = await Story.of(pages, Person(synthetic_cpr(number), "Gerda Test Opdigtet"), 2)
    referral = await story.refers(1)
    await story.tell(
        ReferralReceived(referral_id=referral, received_by="visitator-social", occurred_at=ago(0.5))
    )
    return story, referral


async def test_a_long_form_is_answered_on_its_own_page_and_keeps_what_was_written_there(
    browser: Browser, pages: PagesUnderTest
) -> None:
    story, _ = await received(pages, 92_001)
    async with Visitor.window(browser, pages.pages, PHONE) as visitor:
        page = visitor.page
        await visitor.sign_in("Lars Tænkt", back=story.address.removeprefix(pages.pages))
        await page.get_by_role("region", name="Henvendelser").get_by_role("link", name="Sig nej").click()

        await expect(page.get_by_role("heading", level=1)).to_have_text("Sig nej")
        await expect(page.get_by_label("Grund", exact=True)).to_be_focused()
        await expect(page.get_by_role("article")).to_contain_text("når hverdagen vælter")
        assert await visitor.faults() == []
        assert await visitor.overflow() <= 0

        await page.get_by_label("Begrundelse").fill(WHY)
        await page.get_by_role("button", name="Sig nej").click()
        await expect(page.get_by_role("alert").get_by_role("link", name="Vælg en grund.")).to_be_visible()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Sig nej")
        await expect(page.get_by_label("Begrundelse")).to_have_value(WHY)
        assert await visitor.faults() == []
        assert visitor.wrongs == []


async def test_a_short_form_is_refused_where_it_stood(
    browser: Browser, pages: PagesUnderTest, nothing_but_a_name: Story
) -> None:
    path = nothing_but_a_name.address.removeprefix(pages.pages)
    async with Visitor.window(browser, pages.pages, scripts=False) as visitor:
        page = visitor.page
        await visitor.sign_in(back=f"{path}/kontaktpause/saet")
        await expect(page.get_by_label("Sidste dag")).to_be_focused()
        await page.get_by_role("button", name="Sæt kontaktpause").click()

        alert = page.get_by_role("alert")
        await expect(alert.get_by_role("link")).to_have_text(
            ["Skriv, hvornår kontaktpausen slutter.", "Skriv navnet på den, man kan spørge."]
        )
        await expect(page.get_by_role("heading", level=1)).to_have_text("Sæt kontaktpause")


async def test_a_forms_page_is_a_look_at_the_citizen(visitor: Visitor, pages: PagesUnderTest) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(92_002), "Gerda Test Påfund"), 1)
    await visitor.sign_in(back=f"{story.address}/kontaktpause/saet".removeprefix(pages.pages))

    async with databases.connected(pages.keyring_url) as keyring:
        query = "SELECT who, why FROM access WHERE citizen_id = $1"
        assert [tuple(row) for row in await keyring.fetch(query, story.citizen)] == [
            ("sagsbehandler-social", "read-view")
        ]


async def test_what_can_be_done_no_more_says_so(visitor: Visitor, nothing_but_a_name: Story) -> None:
    await visitor.sign_in()
    status = await visitor.open(f"{nothing_but_a_name.address}/henvendelse/sig-nej?ting={uuid4()}")

    assert status == 409
    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Noget har ændret sig")
    assert await visitor.open(f"{nothing_but_a_name.address}/find/opret") == 404


async def test_a_form_in_use_keeps_what_is_written_and_says_that_something_else_stands_by_now(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story, referral = await received(pages, 92_003)
    path = story.address.removeprefix(pages.pages)
    page = visitor.page
    await visitor.sign_in("Lars Tænkt", back=f"{path}/henvendelse/sig-ja")
    await page.get_by_label("Hjælpen begynder").fill("24.12.2026")
    await expect(page.get_by_text("Det her er ændret.")).to_be_hidden()

    await story.tell(
        ReferralDeclined(
            referral_id=referral,
            declined_by="visitator-social",
            reason=DeclineReason.OTHER,
            words=await story.seal("words", WHY),
            suggestion=None,
            is_decision=False,
            occurred_at=ago(0),
        )
    )

    await expect(page.get_by_text("Det her er ændret. Se det nye.")).to_be_visible()
    await expect(page.get_by_label("Hjælpen begynder")).to_have_value("24.12.2026")
    await expect(page.get_by_label("Hjælpen begynder")).to_be_focused()


async def test_a_second_click_sends_nothing_and_the_button_says_that_it_is_being_saved(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, Person(synthetic_cpr(92_004), "Gerda Test Tænkt"), 1)
    page = visitor.page
    await visitor.sign_in(back=f"{story.address}/kontaktpause/saet".removeprefix(pages.pages))
    await page.get_by_label("Sidste dag").fill(in_days(3))
    await page.get_by_label("Hvem kan man spørge?").fill("Aisha Digtet")
    await page.evaluate(SAYS)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    await page.get_by_role("button", name="Sæt kontaktpause").dblclick()

    await expect(page.get_by_text("Kontaktpausen er sat.")).to_be_visible()
    assert len(sent) == 1
    assert await page.evaluate("sessionStorage.getItem('said')") == "Gemmer …"


async def test_a_page_is_printed_without_its_frame_and_with_what_is_folded(
    visitor: Visitor, in_hospital: Story
) -> None:
    page = visitor.page
    await visitor.sign_in(back=in_hospital.address.removeprefix(visitor.pages))
    folded = page.get_by_text("sove igennem")
    await expect(folded).to_be_hidden()

    await page.emulate_media(media="print")
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await expect(folded).to_be_visible()
    for gone in (page.get_by_role("banner"), page.get_by_role("button", name="Vis CPR")):
        await expect(gone).to_be_hidden()
    await expect(page.get_by_text("Hentet ", exact=False).last).to_be_visible()
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await page.emulate_media(media="screen")
    await expect(folded).to_be_hidden()
