"""Wards and social psychiatry write to each other, with real processes, whatever the region's system does.

The law that lets the region be told all this is the newest that is shipped: here it holds whatever today is.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx2
import pytest

from samspil.sandboxes.journey.state import SUPPORT_WORKER, SUPPORT_WORKER_NAME, day
from samspil.testkit.newest_law import UNDER_IT
from samspil.testkit.pages import send, somebody
from samspil.testkit.partners import REGION, Partners, Reception
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk

CASEWORKER, VISITATOR = "sagsbehandler-social", "visitator-social"
PHONE = "11 11 11 11"
QUESTION = "Hvem tager imod, når hun udskrives på fredag?"
ANSWER = "Det gør jeg. Ring, når I ved hvornår."
FIRST, SECOND = "Ro, og en at gå en tur med.", "Musik, og ingen spørgsmål."
WISH, YES = "Jeg vil gerne tale med en læge om medicinen.", "Hun kan komme i ambulatoriet om to uger."

RECEPTIONS = {"well": 1, "later": 1, "twice": 1, "error-with-effect": 2, "wrong": 2, "silent": 2}
"""How the region meets a letter → how often the letter comes in there."""

ASKED = {
    "to_unit": "REGION-1",
    "words": WISH,
    "basis": "sul",
    "priority": "routine",
    "consent_until": day(60),
}
"""What a caseworker writes to have the region asked."""


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(
        servers, tmp_path_factory.mktemp("system"), settings=settings, runners=UNDER_IT
    ) as built:
        await built.start_partners()
        yield built


@pytest.fixture
def ward(here: SystemUnderTest) -> Partners:
    return Partners(here)


def out(*kinds: str) -> Mapping[str, Any]:
    """The ward may be told this, and of whom it is."""
    return {"from_sector": "social", "to_sectors": ["region"], "kinds": ["identity", *kinds]}


def back(*kinds: str) -> Mapping[str, Any]:
    """The ward may tell us this."""
    return {"from_sector": "region", "to_sectors": ["social"], "kinds": kinds}


async def somebody_known(here: SystemUnderTest, number: int, *consents: Mapping[str, Any]) -> Walk:
    """A citizen whose referral was accepted, and who agreed to that much."""
    walk = Walk(here, Person(synthetic_cpr(number), "Ida Test Opdigtet"))
    await walk.refer()
    await walk.agree(*consents)
    return walk


def pages_of(here: SystemUnderTest) -> str:
    return here.address("overview-web").replace("127.0.0.1", "localhost")


async def reads(who: httpx2.AsyncClient, what: str, on: str) -> str:
    """Wait until it stands on the page, and read that."""

    async def found() -> str:
        page = (await who.get(on)).text
        return page if what in page else ""

    return str(await eventually(found))


async def threads(walk: Walk) -> list[dict[str, Any]]:
    """What was written, as a caseworker reads it by REST."""
    read: list[dict[str, Any]] = await walk.get("caseworker", "overview", walk.about("/messages"))
    return read


async def letters(ward: Partners, walk: Walk, topic: str) -> list[Reception]:
    """Those that the ward has about the citizen under this heading."""
    return [one for one in await ward.told(REGION, walk.person) if one.title == topic]


async def test_a_question_is_on_the_list_of_whom_the_ward_names_and_the_answer_comes_back_in_its_thread(
    here: SystemUnderTest, ward: Partners
) -> None:
    walk = await somebody_known(here, 76_001, out("network", "message"), back("message"))
    await walk.plan()
    await eventually(lambda: letters(ward, walk, "Kontaktperson"))
    await walk.wards_may_write()

    asked = await ward.write(walk.person, QUESTION, recipient=SUPPORT_WORKER_NAME)

    citizen = f"/borgere/{walk.citizen_id}"
    async with somebody(pages_of(here), SUPPORT_WORKER) as aisha:
        await reads(aisha, citizen, on="/")
        shown = await reads(aisha, QUESTION, on=f"{citizen}/beskeder")
        assert "Venter på svar" in shown
        (thread,) = await threads(walk)
        assert thread["messages"][0]["to_contact_person"]

        answered = await send(aisha, citizen, "besked/svar", thread["thread_id"], words=ANSWER, phone=PHONE)

        assert (answered.status_code, answered.headers["location"]) == (303, f"{citizen}/beskeder")
        shown = await reads(aisha, "Modtaget", on=f"{citizen}/beskeder")
        assert "Venter på svar" not in shown
        assert citizen not in await reads(aisha, "Arbejdsliste", on="/")

    (kept,) = [one for one in await ward.threads(walk.person) if QUESTION in str(one)]
    assert [(one["ours"], one["text"]) for one in kept["segments"]] == [(True, QUESTION), (False, ANSWER)]
    assert [one["before"] for one in kept["steps"]] == [None, asked["message_id"]]
    assert kept["segments"][1]["signer"]["name"] == SUPPORT_WORKER_NAME


async def test_a_question_to_nobody_is_the_coordinators_and_her_units_and_is_answered_by_rest(
    here: SystemUnderTest, ward: Partners
) -> None:
    walk = await somebody_known(here, 76_002, out("message"), back("message"))
    citizen = f"/borgere/{walk.citizen_id}"
    async with somebody(pages_of(here), VISITATOR) as visitator:
        await send(visitator, citizen, "oplysninger/koordinator", coordinator=CASEWORKER)
    await walk.wards_may_write()

    await ward.write(walk.person, QUESTION)

    async with somebody(pages_of(here), CASEWORKER) as mette:
        for page in ("/", "/?liste=enhedens"):
            await reads(mette, citizen, on=page)
    (thread,) = await threads(walk)
    reply = walk.about(f"/messages/{thread['thread_id']}/replies")
    written = await walk.post("caseworker", "overview", reply, {"words": ANSWER, "phone": PHONE}, seen=thread)

    async def is_acknowledged() -> bool:
        (now,) = await threads(walk)
        return [(one["message_id"], one["sending"]) for one in now["messages"] if "sending" in one] == [
            (written["message_id"], "received")
        ]

    await eventually(is_acknowledged)
    (kept,) = await ward.threads(walk.person)
    assert [one["text"] for one in kept["segments"]] == [QUESTION, ANSWER]


async def test_of_two_who_are_admitted_the_ward_has_the_crisis_plan_of_her_who_agreed_until_she_does_not(
    here: SystemUnderTest, ward: Partners
) -> None:
    agrees, does_not = [await somebody_known(here, number) for number in (76_003, 76_004)]
    crisis, message = await agrees.agree(out("crisis_plan"), out("message"))
    await does_not.agree(out("message"))
    for walk in (agrees, does_not):
        await walk.plan()
        await writes_crisis_plan(walk, FIRST)
        await walk.admit()

    for walk in (agrees, does_not):
        await writes_to_the_ward(walk, ward, "En besked bagefter")
    assert await here.all_wrongs() == []
    plan, _ = told = await ward.told(REGION, agrees.person)
    assert FIRST in plan.body["text"]
    assert [one.title for one in told] == ["Borgerens kriseplan", "En besked bagefter"]
    assert [one.title for one in await ward.told(REGION, does_not.person)] == ["En besked bagefter"]

    await withdraws(agrees, crisis)
    await writes_crisis_plan(agrees, SECOND)
    await writes_to_the_ward(agrees, ward, "Endnu en besked")
    await withdraws(agrees, message)
    assert await here.all_wrongs() == []
    assert [one.title for one in await ward.told(REGION, agrees.person)] == [
        *("Borgerens kriseplan", "En besked bagefter", "Endnu en besked", "Deling er ophørt"),
    ]
    assert SECOND not in str(await ward.threads(agrees.person))


async def writes_crisis_plan(walk: Walk, what_helps: str) -> None:
    """And it is in the view, from which everything is told."""
    seen = await walk.get("caseworker", "plan", walk.about("/plan"))
    written = {"what_helps": what_helps, "written_by": "jointly"}
    await walk.post("caseworker", "plan", walk.about("/plan/crisis-plan"), written, seen=seen)
    await walk.shows(lambda view: what_helps in str(view["plan"]["crisis_plan"]))


async def withdraws(walk: Walk, consent: str) -> None:
    """And it is in the view, from which everything is told."""
    await walk.post("caseworker", "referral", walk.about(f"/consents/{consent}/withdraw"))
    await walk.shows(
        lambda view: next(one for one in view["consents"] if one["id"] == consent)["withdrawn_at"]
    )


async def writes_to_the_ward(walk: Walk, ward: Partners, topic: str) -> None:
    """And the ward has it: what is told of the same view, and of those before, is on its way, too."""
    said = {"category": "carecoordination", "topic": topic, "words": ANSWER, "phone": PHONE}
    await walk.post("caseworker", "overview", walk.about("/messages"), said)
    await eventually(lambda: letters(ward, walk, topic))


@pytest.mark.parametrize("how", RECEPTIONS)
async def test_the_region_is_asked_and_answers_whatever_its_system_did_meanwhile(
    here: SystemUnderTest, ward: Partners, how: str
) -> None:
    walk = await somebody_known(here, 76_010 + list(RECEPTIONS).index(how))
    citizen = f"/borgere/{walk.citizen_id}"
    before = await walk.balance("REGION-1")
    await ward.behave(REGION, how, 1)
    async with somebody(pages_of(here), CASEWORKER) as mette:
        sent = await send(mette, citizen, "henvendelse/ny", **ASKED, consent_form="written")
        assert sent.status_code == 303

        letter = await arrives(here, ward, walk, RECEPTIONS[how])
        assert WISH in letter.body["text"]
        referral = letter.thread.removeprefix("urn:uuid:")
        await walk.stands(referral, "told")
        await ward.write(walk.person, YES, how="reply", thread=letter.thread)
        await reads(mette, YES, on=f"{citizen}/beskeder")
        (thread,) = await threads(walk)
        (message,) = [one["message_id"] for one in thread["messages"]]
        entry = {"answer": "accepted", "words": YES}
        entered = await send(mette, citizen, "besked/svar-paa-henvendelse", message, **entry)
        assert entered.status_code == 303
        await walk.stands(referral, "accepted")

    read = await walk.get("caseworker", "referral", walk.about("/referrals"))
    assert {one["referral_id"]: one["state"] for one in read["referrals"]}[referral] == "accepted"
    now = await walk.balance("REGION-1")
    assert now["answered"] == before["answered"] + 1
    assert now["sent"] == now["open"] + now["answered"] + now["cancelled"] + now["closed"]
    assert await here.all_wrongs() == []
    (told,) = await ward.told(REGION, walk.person)
    assert told.receptions == RECEPTIONS[how]
    if how in {"later", "twice"}:
        await eventually(lambda: ward.acknowledges(told.id))
    ends = (await walk.view())["told"]["region"]
    assert [(one["told"], one["outcome"]) for one in ends] == [("referral", "acknowledged")]


async def arrives(here: SystemUnderTest, ward: Partners, walk: Walk, receptions: int) -> Reception:
    """The letter, when it has come in so often; what is not acknowledged goes again in half an hour."""
    while sum(one.receptions for one in await ward.told(REGION, walk.person)) < receptions:
        await asyncio.sleep(0.5)
        if receptions > 1:
            await here.leases_end("region-bridge")
    (letter,) = await ward.told(REGION, walk.person)
    return letter


async def test_that_the_region_answers_is_agreed_to_in_writing_and_the_page_says_so_beside_it(
    here: SystemUnderTest, ward: Partners
) -> None:
    walk = await somebody_known(here, 76_020)
    async with somebody(pages_of(here), CASEWORKER) as mette:
        refused = await send(mette, f"/borgere/{walk.citizen_id}", "henvendelse/ny", **ASKED)

    assert refused.status_code == 422
    assert "Efter sundhedsloven gives samtykke skriftligt." in refused.text
    assert WISH in refused.text, "nothing is lost"
    assert await ward.told(REGION, walk.person) == []
