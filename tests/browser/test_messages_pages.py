"""Messages with the region: a ward's question is answered in one tap, and what waits there is looked at."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser, expect

from browser.a_bridge import FILE, Bridge, a_bridge
from browser.pages_under_test import PagesUnderTest, pages_under_test
from browser.stories import Story, ago
from browser.visitor import PHONE, Visitor
from messages_told import attachment, held, received
from samspil.contracts.citizen import CitizenConsentGiven
from samspil.ledger.database import open_pool
from samspil.rulebook.law import in_force
from samspil.rulebook.law_files import read_law
from samspil.testkit.people import BRUNO, NANCY, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

QUESTION = "Kommer du på onsdag, så vi kan tale om udskrivelsen?"
WORKER = "Aisha Digtet"
MAY_WRITE = any(
    DataClass.MESSAGE in row.kinds and row.from_sector is Sector.SOCIAL
    for row in in_force(read_law(), danish_day(ago(0))).rows
)
"""Whether the law of this day, on which the consent is given, opens it: it does from December 2026 on."""
TEXTS = {
    "topic": "Besøg på afdelingen",
    "words": QUESTION,
    "author": "Sofie Sygeplejerske",
    "role": "Sygeplejerske",
    "phone": "38 64 00 00",
    "sender": "Afsnit P3",
}


@pytest.fixture(scope="module")
async def bridge() -> AsyncIterator[Bridge]:
    async with a_bridge() as built:
        yield built


@pytest.fixture(scope="module")
async def pages(
    servers: Servers, tmp_path_factory: pytest.TempPathFactory, bridge: Bridge
) -> AsyncIterator[PagesUnderTest]:
    told = {"REGION_BRIDGE_ADDRESS": bridge.address}
    folder = Path(tmp_path_factory.mktemp("messages"))
    async with pages_under_test(servers, folder, told=told) as built:
        yield built


@pytest.fixture(scope="module")
async def asked(pages: PagesUnderTest) -> Story:
    """A citizen who gets help, and of whom a ward asks something."""
    story = await Story.of(pages, NANCY, 30)
    await story.plans(20)
    await story.tell(
        CitizenConsentGiven(
            consent_id=uuid7(),
            law=LegalBasis.FVL_28,
            kinds=(DataClass.IDENTITY, DataClass.MESSAGE),
            from_sector=Sector.SOCIAL,
            to_sectors=(Sector.REGION,),
            case=uuid7(),
            until=danish_day(ago(-100)),
            recorded_by="sagsbehandler-social",
            occurred_at=ago(0),
        )
    )
    texts = {kind: await story.seal(kind, text) for kind, text in TEXTS.items()}
    files = (attachment(await story.seal("title", "Indkaldelse.pdf")),)
    await story.tell(received(at=ago(1), texts=texts, attachments=files))
    await story.tell(held(at=ago(5)))
    return story


def a_held(story: Story, **changed: Any) -> dict[str, Any]:
    stay = {"stay_id": str(uuid4()), "kind": "inpatient", "admitted_at": ago(3).isoformat(), "steps": []}
    return {
        "held_id": str(uuid4()),
        "citizen_id": str(story.citizen),
        "what": "notice",
        "why": "unknown_stay",
        "received_at": ago(1).isoformat(),
        "until": None,
        "message": None,
        "names": [],
        "numbers": [],
        "says": {"what": "discharged", "occurred_at": ago(1).isoformat(), "odd": "code_of_tomorrow"},
        "confirmed_by": [],
        "before": [stay],
        "after": [stay | {"steps": [{"step": "discharged", "at": ago(1).isoformat()}]}],
        "version": 3,
    } | changed


@pytest.mark.parametrize("scripts", [False, True])  # who may write answers it in the second
async def test_a_wards_question_is_one_tap_from_the_support_workers_list(
    browser: Browser, pages: PagesUnderTest, asked: Story, scripts: bool
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE, scripts=scripts) as visitor:
        await visitor.sign_in(WORKER)
        page = visitor.page
        await expect(page.get_by_text("Hospitalet har skrevet", exact=True)).to_be_visible()
        if scripts:
            assert await visitor.wrong_at_any_size() == []

        await page.get_by_role("link", name=re.compile("Svar.*Hospitalet har skrevet")).click()

        await expect(page.get_by_text(QUESTION)).to_be_visible()
        await expect(page.get_by_label("Besked")).to_be_focused()
        assert (await page.get_by_text("Regionen må ikke få").count() == 0) == MAY_WRITE
        if scripts:
            assert await visitor.wrong_at_any_size() == []
        await page.get_by_role("button", name="Svar", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("Skriv en besked.")
        if not scripts:
            return
        await page.get_by_label("Besked").fill("Ja, jeg kommer klokken ti.")
        await page.get_by_label("Dit telefonnummer").fill("11 11 11 11")
        await page.get_by_role("button", name="Svar", exact=True).click()
        if MAY_WRITE:
            await expect(page.get_by_role("status")).to_contain_text("Svaret er skrevet.")
            await expect(page.get_by_text("Venter på at blive sendt")).to_be_visible()
            return
        refused = page.get_by_role("alert")
        await expect(refused).to_contain_text("skriv samtykket")
        await expect(refused.get_by_role("link", name="Skriv et samtykke")).to_be_visible()
        await expect(page.get_by_label("Besked")).to_have_value("Ja, jeg kommer klokken ti.")
        assert visitor.wrongs == []


async def test_the_page_has_what_was_written_by_whom_and_how_far_ours_came(
    visitor: Visitor, pages: PagesUnderTest, asked: Story, bridge: Bridge
) -> None:
    await visitor.sign_in(back=f"/borgere/{asked.citizen}/beskeder")
    page = visitor.page

    await expect(page.get_by_role("heading", level=1)).to_contain_text("Beskeder om")
    thread = page.get_by_role("region", name="Besøg på afdelingen")
    for told in (QUESTION, "Fra Afsnit P3", "Sofie Sygeplejerske, Sygeplejerske, telefon 38 64 00 00"):
        await expect(thread).to_contain_text(told)
    await expect(page.get_by_role("region", name="Advis, der venter")).to_contain_text("Et advis")
    async with page.expect_download() as coming:
        await thread.get_by_role("link", name="Indkaldelse.pdf").click()
    saved = await coming.value
    with open(await saved.path(), "rb") as file:  # noqa: ASYNC230  a few bytes
        assert (saved.suggested_filename, file.read()) == ("bilag-1.pdf", FILE)
    rows = "SELECT FROM access WHERE citizen_id = $1 AND why = 'read-attachment'"
    async with await open_pool(pages.keyring_url) as pool:
        assert len(await pool.fetch(rows, asked.citizen)) == 1
    assert await visitor.wrong_at_any_size() == []

    await page.get_by_role("link", name="Skriv til regionen").click()
    asked_about = page.get_by_role("group", name="Hvad handler det om?")
    await expect(asked_about.get_by_role("radio")).to_have_count(5)
    await asked_about.get_by_text("Vis flere").click()
    await expect(asked_about.get_by_role("radio")).to_have_count(18)
    await page.get_by_label("Udskrivning", exact=True).check()
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_role("button", name="Skriv til regionen").click()
    await expect(page.get_by_role("alert")).to_contain_text("Skriv et emne.")
    await expect(page.get_by_label("Udskrivning", exact=True)).to_be_checked()


async def test_what_asks_for_no_answer_leaves_the_list(
    visitor: Visitor, pages: PagesUnderTest, asked: Story
) -> None:
    texts = {kind: await asked.seal(kind, text) for kind, text in TEXTS.items()}
    texts["topic"] = await asked.seal("topic", "Til orientering")
    await asked.tell(received(at=ago(0.1), texts=texts))
    await visitor.sign_in(back=f"/borgere/{asked.citizen}/beskeder")
    page = visitor.page
    thread = page.get_by_role("region", name="Til orientering")

    await thread.get_by_role("button", name="Den skal ikke besvares").click()

    await expect(page.get_by_role("status")).to_contain_text("ikke skal besvares")
    await expect(thread.get_by_text("Venter på svar")).to_have_count(0)


async def test_what_waits_is_seen_before_and_after_and_is_settled_with_a_reason(
    visitor: Visitor, pages: PagesUnderTest, asked: Story, bridge: Bridge
) -> None:
    bridge.held = [a_held(asked)]
    await visitor.sign_in()
    page = visitor.page
    await page.get_by_role("link", name="Advis og beskeder").click()

    await expect(page.get_by_role("link", name=NANCY.name, exact=True)).to_be_visible()
    await expect(page.get_by_text("Indlæggelse: udskrevet")).to_be_visible()
    await expect(page.get_by_text("code_of_tomorrow")).to_have_count(0)
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_role("link", name=re.compile("Se på det")).click()
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_role("button", name="Ret overblikket").click()
    await expect(page.get_by_role("alert")).to_contain_text("Skriv hvorfor.")
    await page.get_by_label("Hvorfor?").fill("Afdelingen har sagt det i telefonen.")
    await page.get_by_role("button", name="Ret overblikket").click()

    await expect(page.get_by_role("status")).to_have_text("Overblikket er rettet.")
    await expect(page.get_by_text("Der venter intet.")).to_be_visible()
    assert bridge.done == [("apply", {"reason": "Afdelingen har sagt det i telefonen."})]
    await page.reload()
    await expect(page.get_by_role("status")).to_have_count(0)


async def test_a_death_is_confirmed_by_two_and_whoever_did_is_named(
    visitor: Visitor, pages: PagesUnderTest, asked: Story, bridge: Bridge
) -> None:
    mine = a_held(asked, why="death", confirmed_by=["sagsbehandler-social"])
    other = a_held(asked, why="death", confirmed_by=["visitator-social"])
    bridge.held = [mine, other]
    await visitor.sign_in(back=f"/advis/{mine['held_id']}")
    page = visitor.page
    await expect(page.get_by_text("Tjek CPR-registeret først.")).to_be_visible()
    await expect(page.get_by_role("button", name="Bekræft")).to_have_count(0)

    await page.goto(f"{pages.pages}/advis/{other['held_id']}")
    await expect(page.get_by_text("Lars Tænkt har bekræftet.")).to_be_visible()
    await expect(page.get_by_role("button", name="Bekræft")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_a_stranger_is_registered_from_a_message_or_the_hospital_is_told_that_we_are_wrong(
    visitor: Visitor, pages: PagesUnderTest, bridge: Bridge
) -> None:
    def message(number: int) -> dict[str, Any]:
        return {
            "message_id": str(uuid4()),
            "received_at": ago(1).isoformat(),
            "until": ago(-29).isoformat(),
            "why": None,
            "numbers": [synthetic_cpr(95_000 + number).number],
            "answered": None,
            "name": f"Ukendt Test Nummer {number}",
            "topic": None,
            "category": "discharge",
            "texts": [
                {"words": QUESTION, "author": "Ida Holm", "role": "Sygeplejerske", "phone": "11111111"}
            ],
            "sender": "Afsnit P3",
            "files": [
                {"attachment_id": str(uuid4()), "title": "Epikrise", "media_type": "image/png", "size": 2048}
            ],
        }

    first, second = message(1), message(2)
    bridge.held, bridge.unplaced, bridge.done = [], [first, second], []
    await visitor.sign_in(back="/advis")
    page = visitor.page
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_role("link", name=re.compile(f"Opret borgeren.*{first['name']}")).click()
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_label("Hvad skal hospitalet vide?").fill("Borgeren bor i en anden kommune.")
    await page.get_by_label("Dit telefonnummer").fill("11 11 11 11")
    await page.get_by_role("button", name="Send svaret").click()
    await expect(page.get_by_role("status")).to_contain_text("Svaret er sendt.")

    await page.get_by_role("link", name=re.compile(f"Opret borgeren.*{second['name']}")).click()
    await expect(page.get_by_label("Navn")).to_have_value(second["name"])
    await page.get_by_label("Hvad søges der om?").select_option("sel-85")
    await page.get_by_role("button", name="Opret borger", exact=True).click()
    await expect(page.get_by_text("Overblikket følger om et øjeblik.")).to_be_visible()
    assert [verb for verb, _ in bridge.done] == ["answer-wrong-place", "look-again"]


async def test_what_a_ward_answers_is_entered_on_the_referral_in_the_wards_own_words(
    visitor: Visitor, pages: PagesUnderTest, bridge: Bridge
) -> None:
    story = await Story.of(pages, BRUNO, 20)
    referral = await story.refers(10, to=Sector.REGION)
    texts = {kind: await story.seal(kind, text) for kind, text in TEXTS.items()}
    texts["words"] = await story.seal("words", "Han kan begynde i ambulatoriet.")
    message = received(at=ago(1), thread=referral, texts=texts)
    await story.tell(message)
    bridge.done = []
    await visitor.sign_in(back=f"/borgere/{story.citizen}/beskeder")
    page = visitor.page

    await page.get_by_role("link", name="Notér deres svar").click()
    await expect(page.get_by_label("Hvad skriver de?")).to_have_value("Han kan begynde i ambulatoriet.")
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_role("button", name="Notér deres svar").click()
    await expect(page.get_by_role("alert")).to_contain_text("Vælg, hvad de svarer.")
    await page.get_by_label("Ja", exact=True).check()
    await page.get_by_role("button", name="Notér deres svar").click()

    await expect(page.get_by_role("status")).to_contain_text("Svaret er noteret på henvendelsen.")
    words = "Han kan begynde i ambulatoriet."
    body = {"message_id": str(message.message_id), "answer": "accepted", "words": words}
    assert bridge.done == [("referral-answers", body)]
