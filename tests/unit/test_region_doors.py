"""What the region's door answers, status by status; for whom a message is; and what is an acknowledgement."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from medcom import US, changed, understood
from samspil.exchange.courier import Answer, PartnerAway
from samspil.region_bridge.domain.notice import Happened
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.forms import Form
from samspil.region_bridge.partner.medcom.receipt import is_acknowledgement
from samspil.region_bridge.partner.post import Post

MESSAGE_ID = "6a1a2b1e-0000-4000-8000-000000000007"

REFUSES_THE_MESSAGE = {
    400,  # cannot be read
    409,  # its id was used for another message
    413,  # too large
    415,  # not the format they take
    422,  # read, and not accepted
}
"""By hand (RFC 9110 and FHIR's HTTP): all else between 400 and 599 is about the door, or about us at it."""


def acknowledgement(code: str = "ok", identifier: object = MESSAGE_ID, **header: object) -> dict[str, Any]:
    head = {
        "resourceType": "MessageHeader",
        "id": "own",
        "response": {"identifier": identifier, "code": code},
    }
    return {
        "resourceType": "Bundle",
        "id": "b",
        "type": "message",
        "entry": [{"resource": {**head, "eventCoding": {"code": "acknowledgement-message"}, **header}}],
    }


async def handed_over(
    status: int, body: object, seen: list[httpx2.Request] | None = None, message: bytes = b'{"a": 1}'
) -> Answer:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if seen is not None:
            seen.append(request)
        return httpx2.Response(status, stream=httpx2.ByteStream(json.dumps(body).encode()))

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as client:
        return await Post("http://region.example/base/", client).hand_over(MESSAGE_ID, message)


async def test_a_status_is_a_refusal_of_the_message_or_a_state_of_the_door() -> None:
    refused = set()
    for status in range(300, 600):
        try:
            assert await handed_over(status, acknowledgement()) is Answer.REFUSED
            refused.add(status)
        except PartnerAway:
            pass

    assert refused == REFUSES_THE_MESSAGE


@pytest.mark.parametrize("status", [200, 201, 202, 299])
async def test_any_success_is_what_its_acknowledgement_says(status: int) -> None:
    assert await handed_over(status, acknowledgement()) is Answer.ACKNOWLEDGED
    assert await handed_over(status, acknowledgement("fatal-error")) is Answer.REFUSED


@pytest.mark.parametrize(
    "answer",
    [
        acknowledgement(identifier="6a1a2b1e-0000-4000-8000-000000000008"),
        acknowledgement("fatal-error", identifier="6a1a2b1e-0000-4000-8000-000000000008"),
        acknowledgement(identifier="own"),
        acknowledgement(identifier=MESSAGE_ID.upper()),
        acknowledgement(identifier=f"{MESSAGE_ID} "),
        acknowledgement(identifier=""),
        acknowledgement(identifier=None),
        acknowledgement(response=None),
        acknowledgement(response={"identifier": MESSAGE_ID}),
        acknowledgement(id=MESSAGE_ID, response={"code": "ok"}),
        acknowledgement("OK"),
        {**acknowledgement(), "type": "collection"},
        {**acknowledgement(), "entry": acknowledgement()["entry"] * 2},
    ],
)
async def test_success_with_an_acknowledgement_of_another_message_or_of_nothing_is_one_that_comes_later(
    answer: dict[str, Any],
) -> None:
    assert await handed_over(200, answer) is Answer.TAKEN


async def test_who_asks_for_the_message_again_has_not_answered() -> None:
    with pytest.raises(PartnerAway):
        await handed_over(200, acknowledgement("transient-error"))


@pytest.mark.parametrize(("message", "form"), [(b'{"a": 1}', Form.JSON), (b"<a/>", Form.XML)])
async def test_a_message_is_posted_as_it_is_to_the_one_operation(message: bytes, form: Form) -> None:
    seen: list[httpx2.Request] = []
    await handed_over(200, acknowledgement(), seen, message)

    (request,) = seen
    assert (request.method, str(request.url)) == ("POST", "http://region.example/base/fhir/$process-message")
    assert request.content == message
    assert (request.headers["content-type"], request.headers["accept"]) == (f"{form}; charset=utf-8", form)
    assert request.headers["accept-encoding"] == "gzip"
    assert "authorization" not in request.headers


def to(*, endpoint: str | None = None, sor: str = "1" * 15, gln: str = "1" * 13) -> bytes:
    """A message with a destination before and one that may be ours, by its endpoint or its organisation."""

    def change(one: dict[str, dict[str, Any]]) -> None:
        elsewhere = {"endpoint": "https://sor2.sum.dsdn.dk/#id=123456"}
        ours = {"endpoint": endpoint, "receiver": {"reference": f"Organization/{one['Organization']['id']}"}}
        one["MessageHeader"]["destination"] = [elsewhere, ours, elsewhere]
        one["Organization"]["identifier"] = [
            {"system": "https://www.gs1.org/gln", "value": gln},
            {"system": "urn:oid:1.2.208.176.1.1", "value": sor},
        ]

    return changed(change)


@pytest.mark.parametrize(
    ("body", "is_ours"),
    [
        (to(endpoint=f"https://sor2.sum.dsdn.dk/#id={US.sor}"), True),
        (to(sor=US.sor), True),
        (to(gln=US.gln), True),
        (to(endpoint=f"https://sor2.sum.dsdn.dk/#id={US.sor}0"), False),
        (to(endpoint=f"https://sor2.sum.dsdn.dk/#id={US.gln}"), False),
        (to(endpoint=US.sor), False),
        (to(sor=US.gln, gln=US.sor[:13]), False),
        (to(), False),
    ],
)
def test_a_message_is_ours_where_one_of_its_destinations_is(body: bytes, is_ours: bool) -> None:
    assert understood(body)[0] is (Happened.ADMITTED if is_ours else Error.RECEIVER_UNKNOWN)


@pytest.mark.parametrize(
    "event",
    [
        None,
        {"code": "hospital-notification-message"},
        {"system": "urn:other", "code": "hospital-notification-message"},
        {
            "system": "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-eventCodes",
            "code": "homecareobservation-message",
        },
    ],
)
def test_another_kind_of_message_is_not_received(event: object) -> None:
    body = changed(lambda one: one["MessageHeader"].update(eventCoding=event))

    assert understood(body)[0] is Error.MESSAGE_TYPE


NOTICE = {"code": "hospital-notification-message"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (acknowledgement(), True),
        (acknowledgement(response=None), True),
        (acknowledgement(eventCoding=None), True),
        (acknowledgement(eventCoding=None, response=[]), False),
        (acknowledgement(eventCoding=NOTICE), False),
        (acknowledgement(eventCoding=NOTICE, response=None), False),
        (acknowledgement(resourceType="Patient"), False),
        ({"entry": [None, {"resource": []}, *acknowledgement()["entry"]]}, True),
        ({"entry": {"resource": acknowledgement()["entry"][0]["resource"]}}, False),
        ({"entry": None}, False),
        ([acknowledgement()], False),
        ("acknowledgement-message", False),
    ],
)
def test_what_is_meant_as_an_acknowledgement_is_one_however_malformed(body: object, expected: bool) -> None:
    assert is_acknowledgement(json.dumps(body).encode()) is expected


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_nobody_can_read_is_no_acknowledgement(body: bytes) -> None:
    assert not is_acknowledgement(body)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda one: one["MessageHeader"].update(focus=[]), None),
        (lambda one: one["MessageHeader"].update(focus=[{"reference": "Encounter/nobody"}]), Error.DAMAGED),
        (lambda one: one["Encounter"].update(resourceType="Basic"), Error.DAMAGED),
        (lambda one: one["Patient"].update(resourceType="Basic"), Error.DAMAGED),
        (lambda one: one["Provenance"].update(resourceType="Basic"), Error.DAMAGED),
    ],
)
def test_a_message_needs_its_stay_its_step_and_a_patient(
    change: Callable[[dict[str, dict[str, Any]]], object], error: Error | None
) -> None:
    assert understood(changed(change))[0] is (error or Happened.ADMITTED)
