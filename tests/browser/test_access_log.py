"""Who looked at whom: the data protection officer asks the log, and a leader sees what was without a case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from playwright.async_api import Browser, expect

from browser.pages_under_test import PagesUnderTest
from browser.stories import Story
from browser.visitor import PHONE, Visitor, any_of
from samspil.overview.pages.danish import day
from samspil.sealing.access import Access
from samspil.sealing.read_access import THE_LOG
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

OFFICER, LEADER, METTE = "Inger Uopdaget", "Birgit Forestillet", "Mette Prøvesen"
NAME, WORDS = "Karen Test Eftersøgt", "Hendes søster ringede, og hendes egen kontaktperson var syg."
READS = Access("sagsbehandler-social", "caseworker", Sector.SOCIAL, "read-plan", frozenset({"VOKSEN-1"}))
WITHOUT = replace(READS, why="read-view", reason="covering")
TODAY = danish_day(datetime.now(UTC))

GIVE = """
    INSERT INTO access_reason (id, at, until, who, role, units, citizen_id, reason, words)
    VALUES (gen_random_uuid(), clock_timestamp() - interval '1 minute', $1, $2, 'caseworker', $3, $4, $5, $6)
"""


async def looked_at(pages: PagesUnderTest, number: int, name: str = NAME) -> Story:
    """A caseworker read her plan three times as the one who helps her, and once without a case at hand."""
    story = await Story.of(pages, Person(synthetic_cpr(number), name), 40)
    until, units = datetime.now(UTC) + timedelta(hours=1), sorted(WITHOUT.units)
    words = await story.seal("words", WORDS)
    async with databases.connected(pages.keyring_url) as keyring:
        await keyring.execute(GIVE, until, WITHOUT.who, units, story.citizen, WITHOUT.reason, words)
    for goal in range(3):
        await pages.keyring.note(story.citizen, replace(READS, relation="worker"), [f"plan.goals.{goal}"])
    await pages.keyring.note(story.citizen, WITHOUT, ["citizen.who.name"])
    return story


async def rows(pages: PagesUnderTest, who: str, citizen: UUID) -> list[dict[str, Any]]:
    query = "SELECT * FROM access WHERE citizen_id = $1 AND who = $2 ORDER BY id"
    async with databases.connected(pages.keyring_url) as keyring:
        return [dict(row) for row in await keyring.fetch(query, citizen, who)]


async def sign_in(visitor: Visitor, name: str, back: str) -> None:
    """As somebody who has no part in the citizens' work."""
    await visitor.page.goto(visitor.pages)
    await visitor.page.get_by_text("Andre, som ikke har adgang til overblikket").click()
    await visitor.page.get_by_role("button", name=name).click()
    await visitor.page.wait_for_url(visitor.pages + back)


async def ask(visitor: Visitor, **written: str) -> None:
    labels = {"cpr": "CPR-nummer", "who": "Brugernavn", "first": "Fra og med", "last": "Til og med"}
    for name, label in labels.items():
        await visitor.page.get_by_label(label).fill(written.get(name, ""))
    await visitor.page.get_by_role("button", name="Vis", exact=True).click()


async def test_the_officer_begins_at_the_log_and_asks_it_by_number(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await looked_at(pages, 80_301)
    await sign_in(visitor, OFFICER, "/adgangslog")
    assert await visitor.wrong_at_any_size() == []
    assert await rows(pages, "dpo", story.citizen) == []

    await ask(visitor, cpr=story.person.cpr.number)

    lines = visitor.page.get_by_role("region", name="Opslag").locator("tbody tr")
    await expect(lines).to_have_count(3)
    await expect(lines.nth(0)).to_contain_text("Læste adgangsloggen")
    await expect(lines.nth(0)).to_contain_text("Databeskyttelsesrådgiver")
    await expect(lines.nth(1)).to_contain_text("Uden sag: Dækker for en kollega")
    await expect(lines.nth(2)).to_contain_text("3 gange")
    await expect(lines.nth(2)).to_contain_text("Sag: hjælper borgeren")
    await expect(lines.nth(2)).to_contain_text(METTE)
    await expect(lines.nth(2)).to_contain_text("Den borger, du søgte på")
    await expect(visitor.page.get_by_role("status")).to_have_text("5 opslag på 3 linjer, 1 uden sag.")
    await expect(visitor.page.get_by_role("status")).to_be_focused()
    await expect(visitor.page.get_by_text("Dit opslag er registreret i adgangsloggen.")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []
    [row] = await rows(pages, "dpo", story.citizen)
    assert (row["why"], row["fields"]) == ("read-access-log", ["access.citizen"])


async def test_no_citizens_name_stands_on_the_officers_pages_and_no_number_in_an_address(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await looked_at(pages, 80_302)
    await sign_in(visitor, OFFICER, "/adgangslog")
    for written in ({"cpr": story.person.cpr.number}, {"who": READS.who}, {"first": day(TODAY)}):
        await ask(visitor, **written)
        text = await visitor.page.locator("main").inner_text()
        assert "uden sag" in text
        assert any_of([NAME, NAME.split()[0], WORDS], text) == []

    await expect(visitor.page.get_by_text(f"Borger {str(story.citizen)[:8]}").first).to_be_visible()
    assert any_of([story.person.cpr.number, READS.who], visitor.addresses) == []
    assert any_of([story.person.cpr.number, READS.who, NAME], pages.logs) == []
    assert {row["why"] for row in await rows(pages, "dpo", THE_LOG)} == {"read-access-log"}
    for address in ("/find", "/team", "/team/opslag", story.address.removeprefix(pages.pages)):
        assert await visitor.open(visitor.pages + address) == 403
    await visitor.open(visitor.pages)
    assert visitor.page.url == f"{visitor.pages}/adgangslog"


async def test_a_question_that_is_none_is_told_beside_its_field_and_keeps_what_was_written(
    visitor: Visitor,
) -> None:
    await sign_in(visitor, OFFICER, "/adgangslog")
    told = {
        "Skriv CPR-nummeret med 10 cifre.": {"cpr": "12345"},
        "Borgeren findes ikke i Samspil.": {"cpr": synthetic_cpr(80_399).number},
        "Skriv brugernavnet, som det står i loggen.": {"who": "ø"},
        "Skriv datoen som dag, måned og år, f.eks. 14.12.2026.": {"first": "31.12.9999"},
        "Ligger før den første dag.": {"first": day(TODAY), "last": day(TODAY - timedelta(days=1))},
        "Skriv et CPR-nummer, et brugernavn eller en periode.": {},
    }
    for why, written in told.items():
        await ask(visitor, **written)
        await expect(visitor.page.get_by_role("alert")).to_contain_text(why)
        await expect(visitor.page.get_by_role("region", name="Opslag")).to_have_count(0)
        for name, label in {"cpr": "CPR-nummer", "first": "Fra og med"}.items():
            await expect(visitor.page.get_by_label(label)).to_have_value(written.get(name, ""))
    assert await visitor.wrong_at_any_size() == []

    await ask(visitor, who="somebody-else", first=day(TODAY))
    await expect(visitor.page.get_by_text("Ingen opslag i perioden.")).to_be_visible()


async def test_what_is_older_follows_and_all_of_it_is_had_as_a_table(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await looked_at(pages, 80_303)
    for number in range(120):
        await pages.keyring.note(story.citizen, replace(READS, who=f"vikar-{number:03}"))
    await sign_in(visitor, OFFICER, "/adgangslog")
    await ask(visitor, cpr=story.person.cpr.number)
    await expect(visitor.page.get_by_role("status")).to_have_text("100 opslag på 100 linjer.")

    for _ in range(2):  # a file is had as often as one likes
        async with visitor.page.expect_download() as download:
            await visitor.page.get_by_role("button", name="Hent som CSV").click()
    table = (await (await download.value).path()).read_text().splitlines()
    assert table[0] == "Hvornår;Hvem;Brugernavn;Rolle;Borger;Formål;Sag;Felter"
    assert len([line for line in table if "vikar-" in line]) == 120
    assert any_of([NAME, story.person.cpr.number], "\n".join(table)) == []
    assert (
        "Mette Prøvesen;sagsbehandler-social;Sagsbehandler;Den borger, du søgte på;Læste planen" in table[-1]
    )

    await visitor.page.get_by_role("button", name="Vis tidligere opslag").click()
    await expect(visitor.page.get_by_role("status")).to_have_text("25 opslag på 23 linjer, 1 uden sag.")
    await expect(visitor.page.get_by_role("button", name="Vis tidligere opslag")).to_have_count(0)
    await expect(visitor.page.get_by_label("CPR-nummer")).to_have_value(story.person.cpr.number)


async def test_only_what_was_without_a_case_is_shown_where_only_that_is_asked_for(
    browser: Browser, pages: PagesUnderTest
) -> None:
    story = await looked_at(pages, 80_304)
    async with Visitor.window(browser, pages.pages, PHONE, scripts=False) as visitor:
        await sign_in(visitor, OFFICER, "/adgangslog")
        await visitor.page.get_by_label("Kun opslag uden sag").check()
        await ask(visitor, cpr=story.person.cpr.number)

        await expect(visitor.page.get_by_role("status")).to_have_text("1 opslag på 1 linje, 1 uden sag.")
        await expect(visitor.page.get_by_label("Kun opslag uden sag")).to_be_checked()
    assert visitor.wrongs == []


async def test_a_leader_sees_who_of_the_own_units_looked_without_a_case_and_why(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    name = "Dorte Test Fremsøgt"
    story = await looked_at(pages, 80_305, name)
    elsewhere = await Story.of(pages, Person(synthetic_cpr(80_306), "Lone Test Andetsteds"), 40)
    await pages.keyring.note(elsewhere.citizen, replace(WITHOUT, units=frozenset({"BOSTOETTE-1"})))
    await visitor.sign_in(LEADER, back="/team")
    assert await rows(pages, "leder-social", story.citizen) == []

    await visitor.page.get_by_role("link", name="Opslag uden sag").click()
    await visitor.page.wait_for_url(f"{visitor.pages}/team/opslag")

    [line] = await visitor.page.get_by_role("row").filter(has_text=name).filter(has_text=WORDS).all()
    await expect(line).to_contain_text(METTE)
    await expect(line).to_contain_text(day(TODAY))
    await expect(line).to_contain_text("Dækker for en kollega")
    await expect(visitor.page.get_by_text("Lone Test Andetsteds")).to_have_count(0)
    assert await visitor.wrong_at_any_size() == []
    [row] = await rows(pages, "leder-social", story.citizen)
    assert row["why"] == "looks-without-case"
    assert row["fields"] == ["access_reason.words.1", "citizen.who.name"]
    assert await rows(pages, "leder-social", elsewhere.citizen) == []
