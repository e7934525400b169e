"""The region's sandbox: what it takes, what it never forgets, and its page."""

import json
from pathlib import Path
from uuid import UUID

import pytest

import medcom
from samspil.exchange.courier import Answer
from samspil.region_bridge.partner.medcom.forms import Form, read_form, written
from samspil.sandboxes.region.acknowledge import OK, acknowledgement
from samspil.sandboxes.region.hospital import What
from samspil.testkit.people import BRUNO
from sandbox_region import MESSAGE_ID, NOW, a_region, client_of, message, told


async def test_a_message_counts_once_however_often_it_comes_also_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "region.jsonl"

    for _ in range(2):
        assert await told(a_region(file)) is Answer.ACKNOWLEDGED
    received = (await client_of(a_region(file)).get("/received")).json()

    assert [(one["message_id"], one["receptions"], one["same_bytes"]) for one in received] == [
        (str(MESSAGE_ID), 2, True)
    ]
    assert received[0]["text"] == "Kontaktperson i socialpsykiatrien: Aisha Digtet"


async def test_other_words_under_the_same_id_are_seen_and_another_bundle_id_is_no_other_message() -> None:
    region, again = a_region(), json.loads(message())
    again |= {"id": str(UUID(int=9)), "timestamp": "2026-11-22T03:00:00+00:00"}
    await told(region)
    await told(region, json.dumps(again).encode())
    (resent,) = region.memory.received
    seen = resent.same_bytes, resent.receptions, len(resent.bundle_ids)
    await told(region, message("Nogen Anden"))

    assert seen == (True, 2, 2)
    assert not region.memory.received[0].same_bytes


async def test_a_bundle_id_is_never_two_messages() -> None:
    region, other = a_region(), message().replace(str(MESSAGE_ID).encode(), str(UUID(int=8)).encode())
    await told(region)

    assert await told(region, other) is Answer.REFUSED
    assert len(region.memory.received) == 1


async def test_what_comes_as_xml_is_kept_as_what_it_says_and_answered_in_xml() -> None:
    region, in_xml = a_region(), written(message(), Form.XML)

    assert await told(region) is await told(region, in_xml) is Answer.ACKNOWLEDGED
    answer = await client_of(region).post(
        "/fhir/$process-message", content=in_xml, headers={"content-type": "application/fhir+xml"}
    )

    (received,) = region.memory.received
    assert (received.receptions, received.same_bytes, received.kinds) == (3, True, [*Form])
    assert answer.headers["content-type"] == Form.XML
    assert read_form(answer.content) == json.loads(received.answer)
    assert "3 gange, som XML" in (await client_of(region).get("/")).text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (written(message(), Form.XML), Form.JSON),
        (message(), Form.XML),
        (written(message(), Form.XML)[:-1], Form.XML),
        (b"<!DOCTYPE Bundle>" + written(message(), Form.XML).partition(b"?>")[2], Form.XML),
        (b"<a>" * 101 + b"</a>" * 101, Form.XML),
        (b"<Bundle/>", Form.XML),
    ],
    ids=["XML that is called JSON", "JSON that is called XML", "cut off", "a DTD", "too deep", "nothing"],
)
async def test_what_is_no_message_in_the_form_that_it_names_is_refused(body: bytes, kind: Form) -> None:
    headers = {"content-type": kind.value}
    answer = await client_of(a_region()).post("/fhir/$process-message", content=body, headers=headers)

    assert answer.status_code == 400


async def test_an_acknowledgement_that_comes_is_taken_and_never_answered() -> None:
    region = a_region()
    answer = acknowledgement(str(MESSAGE_ID), "new-message", OK, NOW)

    taken = await client_of(region).post("/fhir/$process-message", content=answer)

    assert (taken.status_code, taken.content, region.memory.received) == (204, b"", [])


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b"7",
        medcom.told(What.ADMIT),
        message().replace(b"medcom-messaging-activityCodes", b"another"),
        message().replace(b'"category":[{', b'"category":[],"was":[{'),
        message().replace(b"medcom-core-contact", b"another"),
    ],
)
async def test_what_is_no_message_of_ours_is_refused(body: bytes) -> None:
    assert await told(a_region(), body) is Answer.REFUSED


async def test_an_acknowledgement_of_another_message_is_no_answer() -> None:
    other = message().replace(str(MESSAGE_ID).encode(), str(UUID(int=8)).encode())

    assert await told(a_region(), other) is Answer.TAKEN


async def test_nobody_at_the_bridge_is_shown_as_no_answer() -> None:
    region = a_region()

    sent = await client_of(region).post("/send", json={"what": "admit", "cpr": BRUNO.cpr.number})

    assert (sent.status_code, sent.json()["status"]) == (200, None)
    assert "intet svar" in (await client_of(region).get("/")).text


async def test_there_is_nobody_to_discharge_before_an_admission() -> None:
    answer = await client_of(a_region()).post("/send", json={"what": "discharge", "cpr": BRUNO.cpr.number})

    assert answer.status_code == 409


async def test_the_page_shows_in_danish_what_came_and_needs_no_scripts() -> None:
    region = a_region()
    await told(region, message("<b>Aisha</b>"))

    page = await client_of(region).get("/")

    assert '<html lang="da">' in page.text
    assert "Kontaktperson i socialpsykiatrien: &lt;b&gt;Aisha&lt;/b&gt;" in page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


async def test_a_button_of_the_page_sends_and_returns_to_it() -> None:
    region = a_region()
    form = {"what": "admit", "cpr": BRUNO.cpr.number, "name": BRUNO.name}

    answer = await client_of(region).post("/page/send", data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert [one.what for one in region.memory.sent] == ["admit"]
