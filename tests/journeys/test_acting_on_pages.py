"""What somebody does on a page is done at the service whose it is, once, and the page shows it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx2
import pytest

from samspil.sandboxes.journey.state import day
from samspil.testkit.pages import act, form_of, hidden, offered, send, somebody
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.reasons import give_reason
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, system_under_test
from samspil.testkit.walk import Walk
from samspil.vocabulary.copenhagen import danish_day

WHY = "Et værested passer bedre til det, du ønsker."
PROCESSES = ("referral-web", "referral-worker", "overview-web", "overview-worker")


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(
        servers, tmp_path_factory.mktemp("system"), *PROCESSES, settings=settings
    ) as built:
        yield built


@pytest.fixture(scope="module")
async def with_plans(
    servers: Servers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[SystemUnderTest]:
    """The same with the service that keeps plans."""
    settings = {"EMBEDDED_SIGN_IN": "true"}
    processes = (*PROCESSES, "plan-web", "plan-worker")
    async with system_under_test(
        servers, tmp_path_factory.mktemp("with_plans"), *processes, settings=settings
    ) as built:
        yield built


@pytest.fixture
async def walk(here: SystemUnderTest, request: pytest.FixtureRequest) -> Walk:
    """A citizen with a referral that nobody has taken in."""
    walk = Walk(
        here, Person(synthetic_cpr(71_000 + sum(map(ord, request.node.name)) % 900), "Ida Test Opdigtet")
    )
    await walk.submit()
    await walk.until(lambda: walk.get("caseworker", "overview", walk.about("/view")))
    return walk


def pages_of(here: SystemUnderTest) -> str:
    return here.address("overview-web").replace("127.0.0.1", "localhost")


async def test_a_referral_is_taken_in_and_declined_from_one_page_and_everybody_reads_why(
    here: SystemUnderTest, walk: Walk
) -> None:
    page = f"/borgere/{walk.citizen_id}"
    async with somebody(pages_of(here), "visitator-social") as visitator:
        assert (await act(visitator, page, "henvendelse/modtag")).status_code == 303
        shown = (await visitator.get(page)).text
        assert "Modtaget. Nu skal du svare." in shown
        declined = await act(
            visitator,
            page,
            "henvendelse/sig-nej",
            reason="another_offer_fits_better",
            words=WHY,
            hearing="held",
        )
        assert declined.status_code == 303
        shown = (await visitator.get(page)).text

    for told in ("Du har sagt nej.", "Sagt nej", "Andet passer bedre", WHY, "kan klage over"):
        assert told in shown
    assert "henvendelse/sig-" not in shown, "nothing is owed any more"
    read = await walk.get("caseworker", "referral", walk.about("/referrals"))
    assert read is not None
    [referral] = read["referrals"]
    assert referral["state"] == "declined"
    assert referral["declined"]["words"] == WHY


async def test_what_somebody_else_did_meanwhile_refuses_the_act_and_keeps_what_was_written(
    here: SystemUnderTest, walk: Walk
) -> None:
    page = f"/borgere/{walk.citizen_id}"
    async with somebody(pages_of(here), "visitator-social") as visitator:
        await act(visitator, page, "henvendelse/modtag")
        fields = await offered(visitator, page, "henvendelse/sig-nej")
        await act(visitator, page, "henvendelse/sig-ja", starts_on="24.12.2026")

        refused = await visitator.post(
            f"{page}/henvendelse/sig-nej", data={**fields, "reason": "other", "words": WHY, "hearing": "held"}
        )

    assert refused.status_code == 412
    for told in (
        "Du har ikke sagt nej",
        "nogen har ændret det, siden du åbnede siden",
        WHY,
        "Der er sagt ja",
    ):
        assert told in refused.text


async def test_whom_a_citizen_has_around_them_is_entered_on_pages_and_told_where_it_was_entered(
    here: SystemUnderTest, walk: Walk
) -> None:
    citizen = f"/borgere/{walk.citizen_id}"
    file = f"{citizen}/oplysninger"
    until = f"24.12.{danish_day(datetime.now(UTC)).year + 1}"
    sister = {"kind": "sibling", "name": "Lone Test Søster", "contact": "Ring om aftenen", "until": until}

    async def sent(by: httpx2.AsyncClient, form: str, thing: str = "", **written: str | list[str]) -> str:
        """Send it from its own page, and read the page that it leads back to."""
        answer = await send(by, citizen, form, thing, **written)
        assert (answer.status_code, answer.headers.get("location")) == (303, file)
        return (await by.get(file)).text

    await give_reason(here, UUID(walk.citizen_id), "kontaktperson-social")
    async with somebody(pages_of(here), "kontaktperson-social") as helper:
        shown = await sent(helper, "paaroerende/ny", **sister, may_know=["plan", "stay"])
        for told in ("Den pårørende er tilføjet.", "Lone Test Søster", "at der er en plan og indlæggelser"):
            assert told in shown
        shown = await sent(helper, "oplysninger/kontakt", ways=["visit", "", "phone"], words="Ring først.")
        for told in ("Kontaktønskerne er gemt.", "<li>Besøg</li><li>Telefon</li>", "Ring først."):
            assert told in shown
        read = await walk.get("support_worker", "referral", walk.about("/relatives"))
        assert read is not None
        [relative] = read["relatives"]
        assert (relative["may_know"], relative["contact"]) == (["plan", "stay"], "Ring om aftenen")
        id_ = relative["relative_id"]
        shown = await sent(helper, "paaroerende/ret", id_, kind="sibling", name="Lone Test Søster")
        assert "Får intet at vide." in shown
        shown = await sent(helper, "paaroerende/fjern", id_, reason="stepped_back")
        assert "Ikke længere med (1)" in shown

    async with somebody(pages_of(here), "visitator-social") as visitator:
        shown = await sent(visitator, "oplysninger/koordinator", coordinator="visitator-social")
        assert "<strong>Lars Tænkt</strong>, Visitationen" in shown
        shown = await sent(visitator, "oplysninger/koordinator", coordinator="sagsbehandler-social")
        assert "<strong>Mette Prøvesen</strong>, Voksenrådgivningen" in shown
        overview = (await visitator.get(citizen)).text
    assert "Mette Prøvesen, koordinator" in overview
    assert "Vil helst have: besøg, telefon" in overview
    view = await here.view(UUID(walk.citizen_id))
    assert view is not None
    assert (view["coordinator"]["name"], view["contact_wishes"]["words"]) == ("Mette Prøvesen", "Ring først.")
    assert "Lone" not in str(view)


async def test_what_stands_in_the_file_by_now_is_shown_beside_what_was_written(
    here: SystemUnderTest, walk: Walk
) -> None:
    form = f"/borgere/{walk.citizen_id}/oplysninger/kontakt"
    async with somebody(pages_of(here), "visitator-social") as visitator:
        fields = await form_of(visitator, form, form)
        await visitator.post(form, data={**fields, "ways": "visit"})
        late = await form_of(visitator, form, form)

        refused = await visitator.post(form, data={**late, "thing": fields["thing"], "words": "Skriv først."})

    assert refused.status_code == 412
    for told in ("Kontaktønskerne er ikke gemt: nogen har ændret det", "Skriv først.", "Gem mit alligevel"):
        assert told in refused.text


async def test_while_a_service_is_away_nothing_written_is_lost_and_sent_again_it_is_done_once(
    here: SystemUnderTest, walk: Walk
) -> None:
    page = f"/borgere/{walk.citizen_id}"
    async with somebody(pages_of(here), "visitator-social") as visitator:
        await act(visitator, page, "henvendelse/modtag")
        here.children["referral-web"].kill()
        fields = await offered(visitator, page, "henvendelse/sig-nej")
        written = {"reason": "other", "words": WHY, "hearing": "held"}
        away = await visitator.post(f"{page}/henvendelse/sig-nej", data={**fields, **written})
        assert away.status_code == 503
        assert "svarer ikke lige nu" in away.text
        assert f'name="form_id" value="{fields["form_id"]}"' in away.text, "sent again, it is the same act"
        assert WHY in away.text

        here.start("referral", "web")
        await here.ready("referral-web")
        for _ in range(2):
            done = await visitator.post(f"{page}/henvendelse/sig-nej", data={**fields, **written})
            assert done.status_code == 303
    said = await walk.get("caseworker", "referral", walk.about("/referrals"))
    assert said is not None
    assert [one["state"] for one in said["referrals"]] == ["declined"]


async def test_who_is_not_found_is_registered_once_and_then_found_however_the_number_is_written(
    here: SystemUnderTest,
) -> None:
    number = synthetic_cpr(71_990).number
    async with somebody(pages_of(here), "kontaktperson-social") as helper:
        fields = await form_of(helper, "/find", "/find")
        unknown = await helper.post("/find", data={**fields, "cpr": number})
        assert "Borgeren findes ikke i Samspil." in unknown.text

        entry = {"cpr": number, "name": "Nina Test Ny", "acting_municipality": "101", "basis": "sel-85"}
        entry["residence_municipality"] = "265"
        refused = await helper.post("/find/opret", data={**hidden(unknown.text, "/find/opret"), **entry})
        assert refused.status_code == 403, "she gives help and registers nobody"
        assert "Nina Test Ny" in refused.text
    async with somebody(pages_of(here), "sagsbehandler-social") as caseworker:
        fields = await form_of(caseworker, "/find", "/find")
        unknown = await caseworker.post("/find", data={**fields, "cpr": number})
        form = {**hidden(unknown.text, "/find/opret"), **entry}
        first, second = [await caseworker.post("/find/opret", data=form) for _ in range(2)]
        assert first.status_code == second.status_code == 303
        assert first.headers["location"] == second.headers["location"]
        shown = (await caseworker.get(first.headers["location"])).text
        assert "Borgeren er oprettet." in shown
        assert "Nina Test Ny" in shown
        assert "Bopælskommune Roskilde (265)" in shown
        view = await here.view(UUID(urlsplit(first.headers["location"]).path.rpartition("/")[2]))
        assert view is not None
        assert view["citizen"]["residence_municipality"] == "265"

        for written in (number, f"{number[:6]}-{number[6:]}", f" {number[:6]} {number[6:]} "):
            found = await caseworker.post("/find", data={**fields, "cpr": written})
            assert (found.status_code, found.headers["location"]) == (303, first.headers["location"])


async def test_a_consent_is_shown_saved_made_less_and_taken_back_from_its_pages(
    here: SystemUnderTest, walk: Walk
) -> None:
    page = f"/borgere/{walk.citizen_id}"
    sharing, give = f"{page}/deling", f"{page}/samtykke/nyt"
    told = {
        "to_sectors": "employment",
        "from_sector": "social",
        "kinds": ["identity", "contact_hold"],
        "case": walk.journey.referral,
        "until": day(90),
        "form": "oral",
    }
    async with somebody(pages_of(here), "sagsbehandler-social") as caseworker:
        shown = await caseworker.post(give, data={**await form_of(caseworker, give, give), **told})
        assert "<strong>Nyt:</strong> Ida Test Opdigtet, CPR" in shown.text
        assert await consents(walk) == [], "it is only shown"
        saved = await caseworker.post(give, data={**hidden(shown.text, give), **told})
        assert (saved.status_code, saved.headers["location"]) == (303, sharing)
        page_now = (await caseworker.get(sharing)).text
        assert "Samtykket er gemt." in page_now
        assert "Givet mundtligt" in page_now
        [kept] = await consents(walk)
        assert (kept["kinds"], kept["until"], kept["form"]) == (told["kinds"], told["until"], "oral")

        less = f"{page}/samtykke/mindre"
        fields = await form_of(caseworker, f"{less}?ting={kept['consent_id']}", less)
        rest = {"to_sectors": "employment", "kinds": "identity", "until": day(30)}
        shown = await caseworker.post(less, data={**fields, **rest})
        assert f"Det gælder til og med {day(30)[8:]}" in shown.text
        await caseworker.post(less, data={**hidden(shown.text, less), **rest})
        assert "Samtykket er gjort mindre." in (await caseworker.get(sharing)).text

        back = f"{page}/samtykke/traek-tilbage"
        fields = await form_of(caseworker, f"{back}?ting={kept['consent_id']}", back)
        assert (await caseworker.post(back, data=fields)).status_code == 303
        page_now = (await caseworker.get(sharing)).text
    assert "Delingen er ophørt. Det, der er fortalt, kan ikke kaldes tilbage." in page_now
    assert "Trukket tilbage" in page_now
    [kept] = await consents(walk)
    assert (kept["kinds"], bool(kept["withdrawn_at"])) == (["identity"], True)


async def consents(walk: Walk) -> list[dict[str, Any]]:
    """As the service that keeps them tells them."""
    read = await walk.get("caseworker", "referral", walk.about("/consents"))
    return list((read or {"consents": []})["consents"])


async def test_a_visit_is_noted_with_one_press_and_stands_on_the_plans_page_with_whoever_made_it(
    with_plans: SystemUnderTest,
) -> None:
    walk = Walk(with_plans, Person(synthetic_cpr(71_950), "Ida Test Besøgt"))
    await walk.refer()
    await walk.until(lambda: walk.get("caseworker", "plan", walk.about("/plan")))
    await give_reason(with_plans, UUID(walk.citizen_id), "kontaktperson-social")
    citizen = f"/borgere/{walk.citizen_id}"
    async with somebody(pages_of(with_plans), "kontaktperson-social") as helper:
        fields = await form_of(helper, f"{citizen}/plan", f"{citizen}/kontakt/besoeg")
        noted = await helper.post(f"{citizen}/kontakt/besoeg", data=fields)
        again = await helper.post(f"{citizen}/kontakt/besoeg", data=fields)
        assert [one.headers.get("location") for one in (noted, again)] == [f"{citizen}/plan"] * 2
        shown = (await helper.get(f"{citizen}/plan")).text
        noted = await act(helper, citizen, "kontakt/opkald")
        assert noted.headers.get("location") == citizen

    assert "Besøget er noteret." in shown
    assert shown.count("Besøg: fik kontakt. Aisha Digtet") == 1
