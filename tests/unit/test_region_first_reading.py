"""The first reading of a region's message: what can be answered at all, and what is no message."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medcom import ADMISSION, NOW, REGION, US, changed, told, understood
from samspil.region_bridge.domain.notice import Happened, Held
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import Message, Unreadable
from samspil.sandboxes.region.hospital import What
from samspil.testkit.people import BRUNO


@pytest.mark.parametrize(
    "odd",
    [
        b'{"resourceType": "Bundle", "resourceType": "Bundle", ',
        b'{"note": {"a": 1, "a": 2}, ',
        b'{"note": NaN, ',
        b'{"note": -Infinity, ',
        b'{"note": "\\ud800", ',
        b'{"note": ' + b"9" * 5_000 + b", ",
        b'{"note": ' + b"[" * 10_000 + b"]" * 10_000 + b", ",
        b"\xef\xbb\xbf\xef\xbb\xbf{",
    ],
)
def test_json_that_readers_may_read_differently_is_no_message(odd: bytes) -> None:
    body = told(What.ADMIT)
    assert understood(b"\xef\xbb\xbf" + body) == ADMISSION

    with pytest.raises(Unreadable):
        Message.read(odd + body.removeprefix(b"{"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"resourceType":"Patient"}',
        b'{"resourceType":"Bundle","id":"a","type":"message","entry":[]}',
        b'{"resourceType":"Bundle","id":"a","type":"transaction","entry":[]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_cannot_be_answered(body: bytes) -> None:
    with pytest.raises(Unreadable):
        Message.read(body)


def test_a_number_of_a_person_is_no_id() -> None:
    body = changed(lambda one: one["MessageHeader"].update(id=BRUNO.cpr.number))

    with pytest.raises(Unreadable) as refused:
        Message.read(body)

    assert BRUNO.cpr.number not in str(refused.value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)
)


@settings(max_examples=200)
@given(st.integers(0, 10_000), VALUES)
def test_any_value_in_any_place_is_understood_or_refused(where: int, value: object) -> None:
    bundle = json.loads(told(What.ADMIT))
    places = [(n, name) for n, entry in enumerate(bundle["entry"]) for name in entry["resource"]]
    number, name = places[where % len(places)]
    if name in {"resourceType", "id"}:
        return
    bundle["entry"][number]["resource"][name] = value
    body = json.dumps(bundle).encode()

    assert understood(body)[0] in {*Happened, *Held, *Error}
    assert acknowledgement(Message.read(body), US, REGION, NOW)
