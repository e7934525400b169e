"""Whoever comes from home: the citizen to their own, a relative to what they are let know, others nowhere."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from playwright.async_api import Browser, expect

from browser.own_plan_story import is_helped_at_home
from browser.pages_under_test import PagesUnderTest
from browser.stories import OWN_WORDS, Story, ago
from browser.test_citizen_page import in_days
from browser.visitor import PHONE, Visitor, any_of
from samspil.contracts.citizen import (
    CitizenDied,
    CitizenMoved,
    CitizenRelativeChanged,
    CitizenRelativeRemoved,
    DeathSource,
    RelativeKind,
    RelativeLeft,
)
from samspil.sandboxes.citizens import synthetic_name
from samspil.sealing.access import Access
from samspil.stack import databases
from samspil.testkit.pages import at, hidden
from samspil.testkit.people import Person, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector

READS = Access("sagsbehandler-social", "caseworker", Sector.SOCIAL, "read-plan", relation="worker")
CURIOUS = replace(READS, who="visitator-social", role="visitator", relation=None, reason="covering")
BO, CLARA, DAN, EBBA = 1, 2, 3, 4
"""The made-up people whom the sign-in page lists, by their numbers in the list of made-up citizens."""
SISTER = "Lone Test Søster"


class Helped(NamedTuple):
    """Somebody with a plan, work, a stay and a consent, and the sister who may know of plan and pauses."""

    story: Story
    sister: UUID


def made_up(number: int) -> Person:
    return Person(synthetic_cpr(number), synthetic_name(number))


@pytest.fixture(scope="session")
async def helped(pages: PagesUnderTest) -> Helped:
    story = await Story.of(pages, made_up(BO), 74)
    await story.is_accepted(await story.refers(73), 70)
    await story.refers(3)
    await story.consents(69)
    await story.plans(62)
    await story.works(45, 33)
    await story.is_admitted(2)
    sister = await story.has_people(20)
    await pages.keyring.let_sign_in(story.citizen, sister, made_up(CLARA).cpr)
    await pages.keyring.note(story.citizen, READS, ["plan.goals"])
    await pages.keyring.note(story.citizen, CURIOUS, ["plan.goals"])
    return Helped(story, sister)


async def ask_in(visitor: Visitor, number: int) -> None:
    await visitor.page.goto(f"{visitor.pages}/log-ind")
    await visitor.page.get_by_role("button", name=synthetic_name(number)).click()


async def come(visitor: Visitor, number: int, home: str = "/min-side") -> None:
    """As this made-up person, who has one way in."""
    await ask_in(visitor, number)
    await visitor.page.wait_for_url(visitor.pages + home)


async def looks(pages: PagesUnderTest, citizen: UUID, who: object) -> dict[str, list[str]]:
    """Why somebody looked → the fields that were opened."""
    async with databases.connected(pages.keyring_url) as keyring:
        query = "SELECT why, fields FROM access WHERE citizen_id = $1 AND who = $2"
        return {row["why"]: row["fields"] for row in await keyring.fetch(query, citizen, str(who))}


async def sent_from_home(pages: PagesUnderTest, subject: str) -> tuple[int, str]:
    """How somebody whom no list shows is answered when they sign in."""
    async with at(pages.pages) as http:
        fields = hidden((await http.get("/log-ind")).text, "/log-ind/hjemmefra")
        answer = await http.post("/log-ind/hjemmefra", data={**fields, "subject": subject})
        return answer.status_code, answer.headers.get("location") or answer.text


async def test_the_citizen_sees_their_own_words_what_happens_and_who_helps(
    visitor: Visitor, pages: PagesUnderTest, helped: Helped
) -> None:
    await come(visitor, BO)
    page = visitor.page

    await expect(page.get_by_role("heading", level=1)).to_have_text("Min side")
    wishes = page.get_by_role("region", name="Det vil jeg").get_by_role("blockquote")
    await expect(wishes.first).to_have_text(OWN_WORDS)
    now = page.get_by_role("region", name="Det sker nu")
    await expect(now).to_contain_text("Du er indlagt.")
    await expect(now).to_contain_text("Din henvendelse er sendt til Visitationen. Du får svar senest")
    await expect(page.get_by_role("region", name="Hvem hjælper mig")).to_contain_text("Mette Prøvesen")
    await expect(page.get_by_role("banner")).to_contain_text("Borger")
    await expect(page.get_by_role("search")).to_have_count(0)
    assert await visitor.wrong_at_any_size() == []
    fields = (await looks(pages, helped.story.citizen, helped.story.citizen))["read-own-page"]
    assert "citizen.name" in fields
    assert not [one for one in fields if "cpr" in one or "relatives" in one]


async def test_the_citizen_sees_who_is_told_what_and_who_looked_and_not_their_own_looks(
    visitor: Visitor, pages: PagesUnderTest, helped: Helped
) -> None:
    await come(visitor, BO)
    page = visitor.page
    await page.get_by_role("link", name="Hvem ved hvad om mig").click()
    await page.reload()

    region = page.get_by_role("region", name="Regionen")
    await expect(region).to_contain_text("Regionen får at vide, hvem din kontaktperson er. Til og med")
    await expect(region).to_contain_text("Det har du sagt ja til.")
    withheld = region.get_by_text("Hvilken hjælp du får, når afdelingen spørger under en indlæggelse.")
    await expect(withheld).to_be_hidden()
    await region.get_by_text("Det får de ikke").click()
    await expect(withheld).to_be_visible()
    await expect(page.get_by_role("region", name="Mine pårørende")).to_contain_text(
        f"{SISTER}: må vide at du har en plan og hvornår du vil have ro."
    )
    looked = page.get_by_role("region", name="Hvem har set mine oplysninger").get_by_role("listitem")
    await expect(looked.filter(has_text="Mette Prøvesen, sagsbehandler, så din plan")).to_have_count(1)
    without = looked.filter(has_text="Lars Tænkt, visitator, så din plan")
    await expect(without).to_contain_text("Havde ikke din sag. Grund: dækker for en kollega.")
    await expect(looked.filter(has_text="borger")).to_have_count(0)
    await expect(page.get_by_role("main")).not_to_contain_text("§")
    assert await visitor.wrong_at_any_size() == []
    assert "read-own-sharing" in await looks(pages, helped.story.citizen, helped.story.citizen)


async def test_the_citizen_sets_a_pause_and_ends_it_on_a_phone_without_scripts(
    browser: Browser, pages: PagesUnderTest, helped: Helped
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE, scripts=False) as visitor:
        page = visitor.page
        await come(visitor, BO)
        await page.get_by_role("link", name="Sæt en pause").click()
        await expect(page.get_by_label("Sidste dag med ro")).to_be_focused()
        await page.get_by_role("button", name="Sæt en pause").click()
        await expect(page.get_by_role("alert")).to_contain_text("Skriv, hvornår kontaktpausen slutter.")

        await page.get_by_label("Sidste dag med ro").fill(in_days(9))
        await page.get_by_role("button", name="Sæt en pause").click()
        await expect(page.get_by_role("status")).to_contain_text("Kontaktpausen er sat.")
        pause = page.get_by_role("region", name="Jeg vil have ro")
        await expect(pause).to_contain_text(f"Ingen kontakter dig til og med {in_days(9)}.")
        await page.get_by_role("link", name="Slut pausen").click()
        await page.get_by_role("button", name="Slut pausen").click()
        await expect(page.get_by_role("status")).to_contain_text("Kontaktpausen er afsluttet.")

    said = await pages.said(helped.story.citizen)
    assert {one.data.set_by for one in said if one.type.endswith("contact_hold_set.v1")} == {
        str(helped.story.citizen)
    }


async def test_a_consent_is_taken_back_on_a_page_that_says_which_and_what_it_means(
    visitor: Visitor, pages: PagesUnderTest, helped: Helped
) -> None:
    await come(visitor, BO)
    page = visitor.page
    await page.goto(f"{pages.pages}/min-side/deling")
    await page.get_by_role("link", name="Træk samtykke tilbage").first.click()

    await expect(page.get_by_role("article")).to_contain_text("Socialpsykiatrien må fortælle jobcentret")
    await expect(page.get_by_text("Det, de ved, kan ikke kaldes tilbage.")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []
    # The referral service of this test was told of nobody: what it refuses is shown with why.
    await page.get_by_role("button", name="Træk samtykke tilbage").click()
    await expect(page.get_by_role("alert")).to_contain_text("Samtykket er ikke trukket tilbage")


async def test_a_relative_sees_what_the_citizen_lets_them_know_and_until_when_and_nothing_else(
    visitor: Visitor, pages: PagesUnderTest, helped: Helped
) -> None:
    await come(visitor, CLARA, "/paaroerende")
    page = visitor.page

    name = helped.story.person.name
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Det må du vide om {name}")
    await expect(page.get_by_text("til og med", exact=False).first).to_be_visible()
    await expect(page.get_by_role("region", name="Planen")).to_contain_text("Der er en plan.")
    await expect(page.get_by_role("region", name="Ro")).to_be_visible()
    await expect(page.get_by_role("heading", level=2)).to_have_count(3)
    told = await page.content()
    hidden_words = [OWN_WORDS, "indlagt", "Visitationen", "Mette Prøvesen", "planteskole", "praktik"]
    assert not any_of([*hidden_words, helped.story.person.cpr.number], told)
    assert await visitor.wrong_at_any_size() == []
    opened = (await looks(pages, helped.story.citizen, helped.sister))["read-what-relatives-know"]
    assert {one.partition(".")[0] for one in opened} <= {"citizen", "coordination"}
    assert "citizen.who.name" in opened
    await page.get_by_role("link", name="Træd tilbage").click()
    await expect(page.get_by_text("Du skal ikke sige hvorfor.")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []

    await come(visitor, BO)
    await page.goto(f"{pages.pages}/min-side/deling")
    looked = page.get_by_role("region", name="Hvem har set mine oplysninger")
    await expect(looked).to_contain_text(f"{SISTER}, pårørende, så det, du lader dem vide")


async def test_whoever_has_several_ways_in_chooses_and_nobody_is_named_or_looked_at_before(
    visitor: Visitor, pages: PagesUnderTest, helped: Helped
) -> None:
    own = await Story.of(pages, made_up(DAN), 10)
    uncle = await helped.story.names("Dan Test Onkel", RelativeKind.OTHER, ago(5), DataClass.SUPPORT)
    await pages.keyring.let_sign_in(helped.story.citizen, uncle, made_up(DAN).cpr)
    before = await everything(pages)
    await ask_in(visitor, DAN)
    page = visitor.page

    await expect(page.get_by_role("heading", level=1)).to_have_text("Hvem er du her som?")
    assert not any_of(
        [helped.story.person.name, own.person.name, own.person.cpr.number], await page.content()
    )
    assert await everything(pages) == before, "nothing is kept of who could be whom"
    assert await visitor.wrong_at_any_size() == []
    await page.get_by_role("button", name="Pårørende").click()
    await page.wait_for_url(f"{pages.pages}/paaroerende")
    await expect(page.get_by_role("region", name="Støtte")).to_contain_text("Aisha Digtet")
    assert await looks(pages, own.citizen, uncle) == {}

    await ask_in(visitor, DAN)
    await page.get_by_role("button", name="Dig selv").click()
    await page.wait_for_url(f"{pages.pages}/min-side")
    await expect(page.get_by_text("Du har ikke en plan endnu.")).to_be_visible()


async def test_a_choice_is_over_with_signing_in_and_nobody_elses(
    pages: PagesUnderTest, helped: Helped
) -> None:
    await Story.of(pages, made_up(82_040), 10)
    friend = await helped.story.names("En Test Ven", RelativeKind.FRIEND, ago(5), DataClass.PLAN)
    await pages.keyring.let_sign_in(helped.story.citizen, friend, made_up(82_040).cpr)
    async with at(pages.pages) as http, at(pages.pages) as other:
        fields = hidden((await http.get("/log-ind")).text, "/log-ind/hjemmefra")
        asked = await http.post("/log-ind/hjemmefra", data={**fields, "subject": "opdigtet-82040"})
        choice = hidden(asked.text, "/log-ind/som")
        theirs = hidden((await other.get("/log-ind")).text, "/log-ind/hjemmefra")
        borrowed = await other.post("/log-ind/som", data={**choice, **theirs, "way": "0"})
        made_up_one = await http.post("/log-ind/som", data={**choice, "way": "2"})
        tampered = await http.post("/log-ind/som", data={**choice, "choice": "AAAA", "way": "0"})
        chosen = await http.post("/log-ind/som", data={**choice, "way": "1"})
        again = await http.post("/log-ind/som", data={**choice, "way": "0"})

    for nowhere in (borrowed, made_up_one, tampered):
        assert (nowhere.status_code, nowhere.headers["location"]) == (303, "/log-ind")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/paaroerende")
    assert again.status_code == 403


async def everything(pages: PagesUnderTest) -> tuple[int, int]:
    """The rows of sessions and looks: what signing in could leave."""
    async with databases.connected(pages.keyring_url) as keyring:
        return await pages.count("session"), await keyring.fetchval("SELECT count(*) FROM access")


async def test_whom_nobody_knows_is_told_so_plainly_and_nothing_is_kept_of_them(
    visitor: Visitor, pages: PagesUnderTest, helped: Helped
) -> None:
    await ask_in(visitor, EBBA)

    await expect(visitor.page.get_by_text("Vi kender dig ikke.")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []
    assert await pages.keyring.find(made_up(EBBA).cpr) is None
    assert (await sent_from_home(pages, "nobody"))[0] == 404
    numbers = [made_up(one).cpr.number for one in (BO, CLARA, DAN, EBBA)]
    assert not any_of(numbers, pages.logs + await pages.everything())


async def test_who_is_said_to_be_dead_is_told_whom_to_call_and_a_session_of_theirs_is_over(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    await Story.of(pages, made_up(0), 10)
    await come(visitor, 0)
    dead = await Story.of(pages, made_up(0), 10)
    await dead.tell(
        CitizenDied(
            died_on=None, source=DeathSource.RELATIVES, recorded_by="visitator-social", occurred_at=ago(1)
        )
    )

    for address in ("/min-side", "/min-side/deling", "/min-side/kontaktpause/saet"):
        assert await visitor.open(pages.pages + address) == 403
        await expect(visitor.page.get_by_text("Hos os står der, at du er død.")).to_be_visible()
    await ask_in(visitor, 0)
    await expect(visitor.page.get_by_text("Hos os står der, at du er død.")).to_be_visible()
    assert await visitor.wrong_at_any_size() == []


async def test_who_moved_sees_who_knows_what_and_their_relatives_see_nothing_more(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, made_up(82_001), 30)
    sister = await story.has_people(20)
    await pages.keyring.let_sign_in(story.citizen, sister, made_up(82_002).cpr)
    assert await sent_from_home(pages, "opdigtet-82002") == (303, "/paaroerende")
    await story.tell(
        CitizenMoved(
            moved_on=danish_day(ago(1)),
            residence_municipality="751",
            acting_municipality="751",
            recorded_by="visitator-social",
            occurred_at=ago(1),
        )
    )

    assert (await sent_from_home(pages, "opdigtet-82002"))[0] == 403
    assert await sent_from_home(pages, "opdigtet-82001") == (303, "/min-side")


@pytest.mark.parametrize("how", ["left", "over", "nothing"])
async def test_a_relative_is_let_know_nothing_more_from_the_moment_that_the_permission_is_over(
    pages: PagesUnderTest, how: str
) -> None:
    number = {"left": 82_010, "over": 82_020, "nothing": 82_030}[how]
    story = await Story.of(pages, made_up(number), 30)
    sister = await story.has_people(20)
    await pages.keyring.let_sign_in(story.citizen, sister, made_up(number + 1).cpr)
    gone = CitizenRelativeRemoved(
        relative_id=sister,
        reason=RelativeLeft.PERMISSION_WITHDRAWN,
        recorded_by="visitator-social",
        occurred_at=ago(0),
    )
    changed = CitizenRelativeChanged(
        relative_id=sister,
        kind=RelativeKind.SIBLING,
        name=await story.seal("name", SISTER),
        contact=None,
        wishes=None,
        may_know=(DataClass.PLAN,) if how == "over" else (),
        until=danish_day(ago(0)) - timedelta(days=1) if how == "over" else None,
        recorded_by="visitator-social",
        occurred_at=ago(0),
    )
    async with at(pages.pages) as http:
        fields = hidden((await http.get("/log-ind")).text, "/log-ind/hjemmefra")
        await http.post("/log-ind/hjemmefra", data={**fields, "subject": f"opdigtet-{number + 1}"})
        assert (await http.get("/paaroerende")).status_code == 200
        await story.tell(gone if how == "left" else changed)

        for address in ("/paaroerende", "/paaroerende/traed-tilbage"):
            assert (await http.get(address)).status_code == 403
    assert (await sent_from_home(pages, f"opdigtet-{number + 1}"))[0] == 403


async def test_who_comes_from_home_is_shown_no_page_of_staffs_and_no_other_citizen(
    visitor: Visitor, pages: PagesUnderTest, helped: Helped, nothing_but_a_name: Story
) -> None:
    await come(visitor, BO)

    own = f"{pages.pages}/borgere/{helped.story.citizen}"
    for address in (own, f"{own}/deling", nothing_but_a_name.address, f"{pages.pages}/find"):
        assert await visitor.open(address) == 403
    assert await visitor.open(f"{pages.pages}/paaroerende") == 403
    await visitor.open(pages.pages)
    await expect(visitor.page).to_have_url(f"{pages.pages}/min-side")


async def test_while_the_keyring_is_away_whoever_comes_from_home_is_told_so_and_of_no_work_list(
    pages: PagesUnderTest, helped: Helped, without_keyring: str
) -> None:
    async with at(pages.pages) as http, at(without_keyring) as away:
        fields = hidden((await http.get("/log-ind")).text, "/log-ind/hjemmefra")
        await http.post("/log-ind/hjemmefra", data={**fields, "subject": f"opdigtet-{BO}"})
        cookie = {"cookie": f"samspil={http.cookies['samspil']}"}
        for address in ("/min-side", "/min-side/deling"):
            answer = await away.get(address, headers=cookie)
            assert (answer.status_code, "arbejdsliste" in answer.text) == (503, False)
            assert "Personoplysninger kan ikke læses" in answer.text
        theirs = hidden((await away.get("/log-ind")).text, "/log-ind/hjemmefra")
        refused = await away.post("/log-ind/hjemmefra", data={**theirs, "subject": f"opdigtet-{BO}"})

    assert refused.status_code == 503


async def test_the_plan_is_told_in_the_citizens_words_with_what_comes_and_who_can_be_asked_for_instead(
    visitor: Visitor, pages: PagesUnderTest
) -> None:
    story = await Story.of(pages, made_up(82_050), 74)
    await story.plans(62)
    await is_helped_at_home(story, 9)
    await signed_in(visitor, "opdigtet-82050")
    page = visitor.page

    wishes = page.get_by_role("region", name="Det vil jeg").get_by_role("blockquote")
    await expect(wishes.first).to_have_text("Jeg vil se min søster oftere.")
    now = page.get_by_role("region", name="Det sker nu")
    await expect(now).to_contain_text("kl.\N{NO-BREAK SPACE}13.00. Sted: Rådhuset")
    await expect(now).to_contain_text("uden dig.")
    await expect(now.get_by_role("blockquote")).to_have_text("Vi kunne ikke få fat i dig.")
    helper = page.get_by_role("region", name="Hvem hjælper mig").get_by_role("listitem").last
    await expect(helper).to_contain_text("Telefon 12 34 56 78")
    await expect(helper).to_contain_text("Imens hjælper Bente Prøve dig.")
    await expect(page.get_by_role("region", name="Når jeg får det værre")).to_contain_text(
        "Jeg holder op med at sove."
    )
    assert await visitor.wrong_at_any_size() == []
    fields = (await looks(pages, story.citizen, story.citizen))["read-own-page"]
    assert "plan.crisis_plan.0" in fields

    await page.get_by_role("link", name="Jeg vil gerne have en anden").click()
    await expect(page.get_by_text("Du skal ikke sige hvorfor.")).to_be_visible()
    await expect(page.get_by_role("article")).to_contain_text("Aisha Digtet")
    assert await visitor.wrong_at_any_size() == []


async def test_something_new_is_written_on_a_page_of_its_own_that_keeps_what_was_written(
    browser: Browser, pages: PagesUnderTest, helped: Helped
) -> None:
    async with Visitor.window(browser, pages.pages, PHONE, scripts=False) as visitor:
        page = visitor.page
        await come(visitor, BO)
        await page.get_by_role("link", name="Skriv noget nyt").click()
        await expect(page.get_by_label("Hvad handler det om?")).to_be_focused()
        await page.get_by_label("Hvad vil du?").fill("Jeg vil lære at svømme.")
        await page.get_by_role("button", name="Skriv noget nyt").click()

        await expect(page.get_by_role("alert")).to_contain_text("Vælg, hvad det handler om.")
        await expect(page.get_by_label("Hvad vil du?")).to_have_value("Jeg vil lære at svømme.")
        await page.get_by_label("Hvad handler det om?").select_option("Fritid")
        # No plan service is here in this test: what was not answered is shown with why, and kept.
        await page.get_by_role("button", name="Skriv noget nyt").click()
        await expect(page.get_by_role("alert")).to_contain_text("Det er ikke skrevet")
        await expect(page.get_by_label("Hvad vil du?")).to_have_value("Jeg vil lære at svømme.")
    async with Visitor.window(browser, pages.pages) as visitor:
        await come(visitor, BO)
        await visitor.page.get_by_role("link", name="Skriv noget nyt").click()
        assert await visitor.wrong_at_any_size() == []


async def signed_in(visitor: Visitor, subject: str) -> None:
    """As somebody whom no list shows."""
    await visitor.page.goto(f"{visitor.pages}/log-ind")
    fields = hidden(await visitor.page.content(), "/log-ind/hjemmefra")
    await visitor.context.request.post(
        f"{visitor.pages}/log-ind/hjemmefra",
        form={**fields, "subject": subject},
        headers={"origin": visitor.pages},
    )
    await visitor.page.goto(f"{visitor.pages}/min-side")
