"""The region-bridge's doors of messages, in JSON, in XML and in envelopes, with large files and without."""

import base64
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from medcom import changed
from samspil.region_bridge.api import turns
from samspil.region_bridge.partner.medcom.cut import MARKER
from samspil.region_bridge.partner.medcom.forms import Form, written
from samspil.region_bridge.partner.medcom.vans import (
    Address,
    Envelope,
    counted_as,
    read_envelope,
    write_envelope,
)
from samspil.region_bridge.partner.medcom.xml_in import from_xml
from samspil.testkit.people import BRUNO, VERA
from samspil.testkit.region_bridge import NOW, RegionBridge, ids, notice, region_bridge
from samspil.testkit.servers import Servers

XML: dict[str, Any] = {"content-type": Form.XML.value}
PACKED: dict[str, Any] = {"content-encoding": "gzip"}
WHOSE = Address("5799999900013", "5799999900020")


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def enveloped(message: bytes, form: Form = Form.JSON, identifier: UUID | None = None) -> bytes:
    return write_envelope(
        message,
        form,
        identifier=identifier or uuid4(),
        message_identifier=uuid4(),
        name=counted_as("MCM:FDIS91", "other"),
        address=WHOSE,
        sent_at=NOW,
    )


async def hand_over(bridge: RegionBridge, envelope: bytes, **headers: str) -> httpx2.Response:
    sent: Any = {"content-type": "application/xml", **headers}
    return await bridge.post(envelope, path="/fhir/$process-envelope", **sent)


def with_file(size: int, person: Any = BRUNO) -> bytes:
    """A notice that holds a file where nobody looks for one."""
    data = base64.b64encode(bytes(size)).decode()
    photo = [{"contentType": "image/png", "data": data}]
    return changed(lambda one: one["Patient"].update(photo=photo), notice(person))


async def test_xml_is_answered_in_xml_and_says_what_json_says(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    body = notice(BRUNO)

    in_xml = await bridge.post(written(body, Form.XML), **XML)
    in_json = await bridge.post(body)

    assert (in_xml.status_code, in_xml.headers["content-type"]) == (200, Form.XML)
    assert from_xml(in_xml.content) == in_json.json()
    assert len(await bridge.said(citizen)) == 1


@pytest.mark.parametrize(
    ("accept", "sent", "answered"),
    [
        ("*/*", Form.XML, Form.XML),
        ("application/fhir+json", Form.XML, Form.JSON),
        ("text/html, application/fhir+xml;q=0.9, */*;q=0.1", Form.JSON, Form.XML),
        ("application/fhir+xml;q=0, application/fhir+json;q=0.1", Form.XML, Form.JSON),
        ("image/png;q=high", Form.JSON, Form.JSON),
    ],
)
async def test_an_answer_comes_in_the_form_that_is_asked_for(
    bridge: RegionBridge, accept: str, sent: Form, answered: Form
) -> None:
    headers: dict[str, Any] = {"content-type": sent.value, "accept": accept}
    good = await bridge.post(written(notice(VERA), sent), **headers)
    bad = await bridge.post(b"<" if sent is Form.XML else b"{", **headers)
    told = await bridge.client.get("/fhir/metadata", headers={"accept": accept})

    assert [one.headers["content-type"] for one in (good, bad)] == [answered, answered]
    assert (good.status_code, bad.status_code, told.status_code) == (200, 400, 200)
    if told.headers["content-type"] == Form.XML:
        assert Form.XML in from_xml(told.content)["format"]


async def test_an_acknowledgement_in_xml_is_taken_and_never_acknowledged(bridge: RegionBridge) -> None:
    acknowledged = (await bridge.post(written(notice(VERA), Form.XML), **XML)).content
    left = await bridge.everything()

    bare, in_envelope = (
        await bridge.post(acknowledged, **XML),
        await hand_over(bridge, enveloped(acknowledged, Form.XML)),
    )

    assert (bare.status_code, in_envelope.status_code) == (204, 204)
    assert await bridge.everything() == left


@pytest.mark.parametrize("form", list(Form))
async def test_a_message_in_an_envelope_is_answered_in_one(bridge: RegionBridge, form: Form) -> None:
    citizen = await bridge.disclose(BRUNO)
    body = notice(BRUNO)

    first = await hand_over(bridge, enveloped(written(body, form), form))
    again = await hand_over(bridge, gzip.compress(enveloped(body)), **PACKED)
    bare = await bridge.post(body)

    one, other = acknowledgement_in(first), acknowledgement_in(again)
    assert (one.name, one.version, one.mime) == ("MCM:FCTL#ok", "2.0.0", form)
    assert one.sender == WHOSE.receiver_gln
    assert one.identifier != other.identifier
    assert one.message_identifier == other.message_identifier == bare.json()["entry"][0]["resource"]["id"]
    assert other.data is not None
    assert other.data.text == bare.content
    assert len(await bridge.said(citizen)) == 1


def acknowledgement_in(answer: httpx2.Response) -> Envelope:
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    return read_envelope(answer.content)


async def test_what_is_refused_is_counted_as_refused(bridge: RegionBridge) -> None:
    body = changed(lambda one: one["MessageHeader"].update(destination=[]))

    assert acknowledgement_in(await hand_over(bridge, enveloped(body))).name == "MCM:FCTL#fatal-error"


async def test_an_envelope_is_used_for_one_message(bridge: RegionBridge) -> None:
    envelope = uuid4()
    body = notice(VERA)
    answers = [await hand_over(bridge, enveloped(one, identifier=envelope)) for one in (body, body)]

    refused = await hand_over(bridge, enveloped(notice(VERA), identifier=envelope))

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (refused.status_code, from_xml(refused.content)["issue"][0]["code"]) == (409, "conflict")
    assert await bridge.count("message") == 1


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 400),
        (enveloped(b"no message"), {}, 400),
        (enveloped(b""), {}, 400),
        (enveloped(b"{}"), {"content-type": "application/fhir+xml"}, 415),
        (enveloped(b"{}"), {"content-type": "application/xml; charset=iso-8859-1"}, 415),
        (enveloped(b"{}"), {"content-encoding": "br"}, 415),
        (b"<VANSEnvelope><EnvelopeIdentifier>a</EnvelopeIdentifier><Receipt/></VANSEnvelope>", {}, 204),
    ],
)
async def test_what_is_no_envelope_is_refused(
    bridge: RegionBridge, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await hand_over(bridge, body, **headers)

    assert answer.status_code == status
    if status >= 400:
        assert from_xml(answer.content)["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize("how", ["json", "xml", "gzip", "envelope"])
async def test_a_message_with_a_large_file_is_taken_and_kept_without_it(
    bridge: RegionBridge, how: str
) -> None:
    await bridge.disclose(BRUNO)
    body = with_file(3 * 1024 * 1024)

    match how:
        case "json":
            answer = await bridge.post(body)
        case "xml":
            answer = await bridge.post(written(body, Form.XML), **XML)
        case "gzip":
            answer = await bridge.post(gzip.compress(body), **PACKED)
        case _:
            answer = await hand_over(bridge, enveloped(body))

    assert answer.status_code == 200
    assert await bridge.pool.fetchval("SELECT length(raw) FROM notice") < 64 * 1024
    assert ids(notice(BRUNO))[1] != MARKER


async def test_files_that_are_too_large_are_refused_in_every_packing(bridge: RegionBridge) -> None:
    bridge.app.state.door.max_attachment_bytes = 1024 * 1024
    body = with_file(1024 * 1024 + 1)

    answers = [
        await bridge.post(body),
        await bridge.post(gzip.compress(body), **PACKED),
        await hand_over(bridge, enveloped(body)),
        await bridge.post(b'{"a":"' + b"x" * 1024 * 1024 + b'"}'),
    ]

    assert [answer.status_code for answer in answers] == [413] * 4
    assert (await bridge.post(with_file(1024 * 1024))).status_code == 200


async def test_everything_else_stays_at_a_mebibyte(bridge: RegionBridge) -> None:
    answer = await bridge.client.post("/fhir/metadata", content=b"x" * (1024 * 1024 + 1))

    assert answer.status_code == 413


async def test_who_gets_no_turn_with_a_large_message_may_send_it_again(
    bridge: RegionBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.1)
    door = bridge.app.state.door
    body = with_file(100_000)

    async with door.turns.one(), door.turns.one():
        refused, small = await bridge.post(body), await bridge.post(notice(VERA))
    taken = await bridge.post(body)

    assert (refused.status_code, refused.json()["issue"][0]["code"]) == (503, "transient")
    assert int(refused.headers["retry-after"]) > 0
    assert (small.status_code, taken.status_code) == (200, 200)
    assert json.loads(taken.content)["entry"][0]["resource"]["response"]["code"] == "ok"


async def test_a_turn_is_over_with_its_message_whatever_became_of_it(
    bridge: RegionBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.1)
    large = with_file(100_000)

    bare = [(await bridge.post(body)).status_code for body in (large, b"x" + large, large) * turns.AT_ONCE]
    wrapped = [(await hand_over(bridge, enveloped(large))).status_code for _ in range(turns.AT_ONCE + 1)]

    assert 503 not in {*bare, *wrapped}
    assert bare.count(200) == 2 * turns.AT_ONCE
