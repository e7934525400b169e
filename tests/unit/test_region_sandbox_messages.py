"""A ward of the region's sandbox writes, answers and passes on, and reads what social psychiatry wrote."""

import gzip
import json
from base64 import b64decode
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest

from medcom import resources
from samspil.sandboxes.region.attachments import FILES, File
from samspil.sandboxes.region.categories import Category
from samspil.testkit.people import BRUNO, NATIONAL_REPLACEMENT
from sandbox_region import Heard, a_heard_region, client_of, message, told

NEW = {"cpr": BRUNO.cpr.number, "name": BRUNO.name, "texts": ["Vi vil gerne holde et møde."]}
FHIR = "{http://hl7.org/fhir}"
VANS = "{urn:oio:medcom:vans-envelope:1.0.4}"


async def wrote(heard: Heard, **wish: Any) -> dict[str, list[dict[str, Any]]]:
    """The resources of the message that was sent."""
    answer = await client_of(heard.region).post("/write", json=wish)
    assert answer.status_code == 200, answer.text
    return resources(heard.bodies[-1])


def said(message: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return message["Communication"][0]


def texts(message: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [one["contentString"] for one in said(message)["payload"] if "contentString" in one]


async def test_a_new_message_has_all_that_a_ward_may_tell() -> None:
    heard = a_heard_region()

    sent = await wrote(
        heard,
        **{**NEW, "texts": ["Først.", "Så.\nOg mere."]},
        category="regarding-referral",
        priority="asap",
        topic="Møde",
        signer="Karla Test Læge",
        role="Overlæge",
        phone="+45 38 64 00 00",
        recipient="Aisha Digtet",
        file="pdf",
    )

    communication = said(sent)
    assert communication["category"][0]["coding"][0]["code"] == "regarding-referral"
    assert (communication["priority"], communication["topic"]) == ("asap", {"text": "Møde"})
    assert texts(sent) == ["Først.", "Så.\nOg mere."]
    names = [one["name"][0]["family"] for one in sent["Practitioner"]]
    assert sorted(names) == ["Digtet", "Læge"]
    assert sorted(one["code"][0]["text"] for one in sent["PractitionerRole"]) == ["Kontaktperson", "Overlæge"]
    assert "+45 38 64 00 00" in json.dumps(communication)
    (file,) = (one["contentAttachment"] for one in communication["payload"] if "contentAttachment" in one)
    assert (file["contentType"], b64decode(file["data"])) == ("application/pdf", FILES[File.PDF].data)
    recipient = communication["recipient"][0]["reference"].removeprefix("PractitionerRole/")
    role = next(one for one in sent["PractitionerRole"] if one["id"] == recipient)
    receiver = sent["MessageHeader"][0]["destination"][0]["receiver"]
    assert role["organization"] == receiver


async def test_an_answer_stands_in_the_thread_and_repeats_a_file_without_what_is_in_it() -> None:
    heard = a_heard_region()
    first = await wrote(heard, **NEW, file="png")
    thread = said(first)["identifier"][0]["value"]

    second = await wrote(heard, how="reply", thread=thread, texts=["Og en ting til."])

    assert said(second)["identifier"][0]["value"] == thread
    assert texts(second) == [*NEW["texts"], "Og en ting til."]
    (file,) = (one["contentAttachment"] for one in said(second)["payload"] if "contentAttachment" in one)
    assert (file["title"], "data" in file) == (FILES[File.PNG].title, False)
    before, own = second["Provenance"]
    assert [one["activity"]["coding"][0]["code"] for one in (before, own)] == ["new-message", "reply-message"]
    revised = [one["what"]["reference"] for one in own["entity"] if one["role"] == "revision"]
    assert revised == [f"MessageHeader/{first['MessageHeader'][0]['id']}"]


async def test_what_is_passed_on_is_whole_and_in_a_thread_of_its_own() -> None:
    heard = a_heard_region()
    first = await wrote(heard, **NEW, file="pdf")
    thread = said(first)["identifier"][0]["value"]

    onward = await wrote(heard, how="forward", thread=thread, texts=["Kan I tage den?"])

    assert said(onward)["identifier"][0]["value"] != thread
    assert texts(onward) == [*NEW["texts"], "Kan I tage den?"]
    assert [b64decode(one["contentAttachment"]["data"]) for one in said(onward)["payload"][2:]] == [
        FILES[File.PDF].data
    ]
    assert len(heard.region.memory.threads) == 2


async def test_a_ward_sees_what_social_psychiatry_wrote_and_answers_it_on_the_page() -> None:
    heard = a_heard_region()
    await told(heard.region)
    (thread,) = heard.region.memory.threads
    form = {"how": "reply", "thread": thread.id, "texts": ["Tak.", ""], "signer": "Karla Test"}
    filled = {**form, "role": "Sygeplejerske", "phone": "38640000", "recipient": "", "file": ""}

    answer = await client_of(heard.region).post("/page/write", data=filled)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    reply = resources(heard.bodies[-1])
    assert texts(reply) == ["Kontaktperson i socialpsykiatrien: Aisha Digtet", "Tak."]
    assert said(reply)["identifier"][0]["value"] == thread.id
    page = (await client_of(heard.region).get("/")).text
    assert "Socialpsykiatrien, 22.11.2026 kl. 01.00: Socialpsykiatrien, Koordinator, tlf. 00000000" in page
    assert "Regionen, " in page
    assert 'name="how" value="forward"' in page


async def test_both_may_write_at_once_and_both_stand_in_the_thread() -> None:
    heard = a_heard_region()
    await told(heard.region)
    (thread,) = heard.region.memory.threads
    await wrote(heard, how="reply", thread=thread.id, texts=["Fra os."])
    theirs = json.loads(message(message_id=UUID(int=8)))
    for one in theirs["entry"]:
        if one["resource"]["resourceType"] == "Communication":
            one["resource"]["identifier"] = [{"value": thread.id}]
    await told(heard.region, json.dumps(theirs).encode(), UUID(int=8))

    (joined,) = heard.region.memory.threads
    assert sorted(one.ours for one in joined.segments) == [False, False, True]
    assert [one.at for one in joined.segments] == sorted(one.at for one in joined.segments)


async def test_a_message_tells_of_which_stay_it_is() -> None:
    heard = a_heard_region()
    await client_of(heard.region).post("/send", json={"what": "admit", "cpr": BRUNO.cpr.number})
    (stay,) = resources(heard.bodies[-1])["Encounter"]

    sent = await wrote(heard, **NEW)

    assert sent["Encounter"][0]["episodeOfCare"] == stay["episodeOfCare"]
    assert said(sent)["encounter"] == {"reference": f"Encounter/{stay['id']}"}


@pytest.mark.parametrize("category", Category)
async def test_every_category_is_written(category: Category) -> None:
    heard = a_heard_region()

    sent = await wrote(heard, **NEW, category=category, topic="Andet")

    assert said(sent)["category"][0]["coding"][0]["code"] == category


@pytest.mark.parametrize(
    "wish",
    [
        {"texts": ["Om hvem?"]},
        {**NEW, "texts": []},
        {**NEW, "texts": ["\x00"]},
        {**NEW, "category": "other"},
        {**NEW, "category": "assessment"},
        {**NEW, "priority": "asap"},
        {**NEW, "cpr": "1"},
        {**NEW, "name": "   "},
        {**NEW, "file": "exe"},
    ],
)
async def test_what_medcom_forbids_is_not_written(wish: dict[str, Any]) -> None:
    heard = a_heard_region()

    answer = await client_of(heard.region).post("/write", json=wish)

    assert (answer.status_code, heard.bodies) == (422, [])


async def test_nobody_answers_in_a_thread_that_is_not_there() -> None:
    heard = a_heard_region()
    wish = {"how": "reply", "thread": "urn:uuid:nowhere", "texts": ["Hallo?"]}

    door = await client_of(heard.region).post("/write", json=wish)
    page = await client_of(heard.region).post("/page/write", data=wish)

    assert door.status_code == 404
    assert page.headers["location"] == "/?besked=findes-ikke"


async def test_somebody_without_a_cpr_number_is_written_about() -> None:
    sent = await wrote(a_heard_region(), **{**NEW, "cpr": NATIONAL_REPLACEMENT.cpr.number})

    assert sent["Patient"][0]["identifier"][0]["system"] == "urn:oid:1.2.208.176.1.6.1.1"


def parsed(body: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(body)  # noqa: S314  # what our own sandbox wrote


async def test_a_message_travels_as_xml_in_an_envelope_and_packed_where_that_is_wished() -> None:
    heard = a_heard_region()
    await client_of(heard.region).post("/write", json={**NEW, "xml": True})
    await client_of(heard.region).post("/write", json={**NEW, "xml": True, "enveloped": True, "packed": True})
    await client_of(heard.region).post(
        "/send", json={"what": "admit", "cpr": "2509479989", "enveloped": True}
    )

    bare, packed, notice = heard.bodies
    assert [one["content-type"] for one in heard.headers] == [
        "application/fhir+xml",
        "application/xml",
        "application/xml",
    ]
    assert [one.get("content-encoding") for one in heard.headers] == [None, "gzip", None]
    text = f".//{FHIR}payload/{FHIR}contentString"
    assert parsed(bare).find(text).get("value") == NEW["texts"][0]  # type: ignore[union-attr]
    envelope = parsed(gzip.decompress(packed))
    inside = parsed(b64decode(envelope.findtext(f".//{VANS}Data", "")))
    assert inside.find(text).get("value") == NEW["texts"][0]  # type: ignore[union-attr]
    name = f".//{VANS}Name"
    assert envelope.findtext(name) == "MCM:FDIS91#psychiatry-social-disability"
    about = parsed(notice)
    assert about.findtext(name) == "MCM:FDIS20#AdmissionInpatient"
    bundle = json.loads(b64decode(about.findtext(f".//{VANS}Data", "")))
    assert about.findtext(f".//{VANS}Identifier") == bundle["entry"][0]["resource"]["id"]
    assert about.findtext(f".//{VANS}EnvelopeIdentifier") != bundle["id"]
