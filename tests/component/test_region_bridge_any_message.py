"""Whatever a hospital sends, it is answered in FHIR, alike each time, and lands in nobody else's file."""

import gzip
import json
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from typing import Any, Final

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.region_bridge.partner.medcom.codes import CPR
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, NANCY, NATIONAL_REPLACEMENT, Person
from samspil.testkit.region_bridge import RegionBridge, ids, notice, region_bridge
from samspil.testkit.servers import Servers

AS_OFTEN_AS_NEEDED: Final = settings(
    max_examples=250,
    suppress_health_check=list(HealthCheck),
)

DEEP = "«deep»"
HUGE = "«huge»"
NANCYS_OLD = {"system": CPR, "value": NANCY.cpr.number, "use": "old", "period": {"end": "2019"}}

ODD: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [
        *(None, True, False, 0, -1, 1795000000, 10**400, 1e308, 0.5, [], {}, [[]], [None], {"": None}),
        *("", " ", "\x00", "\ud800", "\u202e", "x" * 70_000, "é", "None", DEEP, HUGE),
        *("2026", "2026-11", "20261127", "2026-W48", "9999-12-31", "0001-01-01T00:00:00+14:00", "24:00"),
        *("2026-11-22", "2026-11-22T23:59:60Z", "1899-12-31", "2099-01-01"),
        *(ADMINISTRATIVE_REPLACEMENT.cpr.number, NATIONAL_REPLACEMENT.cpr.number, "12", BRUNO.cpr.number),
        *("old", "official", "acknowledgement-message", "Patient", "Encounter", "MessageHeader", "Bundle"),
        *("Patient/nobody", "Encounter/1/_history/1", "#p", "urn:uuid:x", NANCYS_OLD),
    ]
)
HOW = st.sampled_from(
    ["delete", "replace", "twice", "turn", "into a list", "into an object", "out", "name twice"]
)
CHANGES = st.lists(st.tuples(HOW, st.integers(0, 10_000), ODD), min_size=1, max_size=2)


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def admission() -> dict[str, Any]:
    """One of Bruno, with an old number and a second patient of Nancy's in it."""
    bundle: dict[str, Any] = json.loads(notice(BRUNO))
    patient = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient")
    patient["identifier"].insert(0, deepcopy(NANCYS_OLD))
    other = {"resourceType": "Patient", "id": "other", "identifier": [deepcopy(NANCYS_OLD)]}
    bundle["entry"].insert(1, {"fullUrl": "https://region.example/fhir/Patient/other", "resource": other})
    return bundle


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in the tree with each of its keys or positions."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from places(inner)


def changed(bundle: dict[str, Any], changes: list[tuple[str, int, Any]]) -> bytes:
    """The message with these changes somewhere in it, as it travels."""
    named_twice: str | None = None
    for how, where, one in changes:
        odd = deepcopy(one)  # each example changes its own
        all_places = list(places(bundle))
        container, key = all_places[where % len(all_places)]
        match how:
            case "delete":
                del container[key]
            case "replace":
                container[key] = odd
            case "twice" if isinstance(container, list):
                container.append(container[key])
            case "turn" if isinstance(container, list):
                container.reverse()
            case "into a list":
                container[key] = [container[key]]
            case "into an object":
                container[key] = {"value": container[key], "resource": odd}
            case "out" if isinstance(container[key], dict):
                container.update(container[key]) if isinstance(container, dict) else container.append(odd)
            case _ if isinstance(key, str):
                named_twice = key
    text = json.dumps(bundle)
    text = text.replace(json.dumps(DEEP), "[" * 10_000 + "]" * 10_000).replace(json.dumps(HUGE), "9" * 5_000)
    if named_twice is not None:
        text = text.replace(f'"{named_twice}":', f'"{named_twice}": "first", "{named_twice}":', 1)
    return text.encode()


def gist(answer: httpx2.Response) -> object:
    """What has to be the same each time: an Acknowledgement, and of a refusal all but its own number."""
    if answer.status_code == 204:
        assert answer.content == b""
        return 204
    assert answer.headers["content-type"] == "application/fhir+json"
    if answer.status_code == 200:
        assert answer.json()["entry"][0]["resource"]["response"]["code"] in {"ok", "fatal-error"}
        return answer.content
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert NANCY.cpr.number not in answer.text
    return answer.status_code, answer.json()["issue"][0]["code"]


async def kept_of(bridge: RegionBridge, person: Person) -> int:
    """Events and notices about somebody."""
    citizen = await bridge.keyring.find(person.cpr)
    query = "SELECT count(*) FROM notice WHERE citizen_id = $1"
    return len(await bridge.said(citizen)) + int(await bridge.pool.fetchval(query, citizen)) if citizen else 0


@AS_OFTEN_AS_NEEDED
@given(changes=CHANGES)
async def test_a_message_changed_anywhere_is_answered_alike_and_is_never_about_somebody_else(
    bridge: RegionBridge, changes: list[tuple[str, int, Any]]
) -> None:
    for person in (BRUNO, NANCY):
        await bridge.disclose(person)
    body = changed(admission(), changes)

    first, again = await bridge.post(body), await bridge.post(body)

    assert first.status_code in {200, 204, 400, 409, 413}
    assert gist(first) == gist(again)
    assert await kept_of(bridge, NANCY) == 0


@AS_OFTEN_AS_NEEDED
@given(at=st.integers(0, 100_000), cut=st.integers(0, 40), odd=st.binary(max_size=3), packed=st.booleans())
async def test_a_message_damaged_on_its_way_is_answered_alike(
    bridge: RegionBridge, at: int, cut: int, odd: bytes, packed: bool
) -> None:
    sent = notice(BRUNO)
    body = gzip.compress(sent) if packed else sent
    at %= len(body)
    damaged = body[:at] + odd + body[at + cut :]
    headers: dict[str, Any] = {"content-encoding": "gzip"} if packed else {}

    first, again = [await bridge.post(damaged, **headers) for _ in range(2)]

    assert first.status_code in {200, 400}
    assert gist(first) == gist(again)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/fhir+json; charset=UTF-8"}, 200),
        ({"content-type": 'application/fhir+json; fhirVersion=4.0; charset="utf-8"'}, 200),
        ({"content-type": "application/fhir+json; charset=iso-8859-1"}, 415),
        ({"content-type": "application/fhir+json; charset=utf-16"}, 415),
        ({"content-type": "application/fhir+xml", "accept": "application/fhir+json"}, 400),
        ({"content-type": ""}, 415),
        ({"content-encoding": "identity"}, 200),
        ({"content-encoding": "br"}, 415),
        ({"content-encoding": "gzip, gzip"}, 415),
        ({"content-encoding": "gzip"}, 400),
    ],
)
async def test_how_a_message_is_sent_is_understood_or_refused(
    bridge: RegionBridge, headers: dict[str, Any], status: int
) -> None:
    answer = await bridge.post(notice(BRUNO), **headers)

    assert answer.status_code == status
    gist(answer)
    if "content-encoding" in headers and status == 415:
        assert answer.headers["accept-encoding"] == "gzip"


async def test_a_bomb_is_too_large(bridge: RegionBridge) -> None:
    packed: dict[str, Any] = {"content-encoding": "gzip"}

    answer = await bridge.post(gzip.compress(b" " * 2**24), **packed)

    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (413, "too-long")


async def test_what_is_not_utf_8_is_no_message(bridge: RegionBridge) -> None:
    for encoding in ("utf-16", "iso-8859-1"):
        body = json.dumps({**json.loads(notice(BRUNO)), "æ": "ø"}, ensure_ascii=False).encode(encoding)

        assert (await bridge.post(body)).status_code == 400


async def test_an_acknowledgement_is_taken_and_never_acknowledged(bridge: RegionBridge) -> None:
    acknowledged = (await bridge.post(notice(BRUNO))).content
    bundle = json.loads(acknowledged)
    header = bundle["entry"][0]["resource"]
    left = await bridge.everything()
    malformed = [
        {**bundle, "id": None},
        {**bundle, "type": "collection"},
        {**bundle, "entry": [None, {"resource": {**header, "id": 1, "response": []}}]},
        {**bundle, "entry": [{"resource": {k: v for k, v in header.items() if k != "eventCoding"}}]},
        {**bundle, "entry": [{"resource": header}] * 2},
    ]

    for body in (acknowledged, acknowledged, *(json.dumps(one).encode() for one in malformed)):
        answer = await bridge.post(body)
        assert (answer.status_code, answer.content) == (204, b"")
    assert await bridge.everything() == left


async def test_a_notice_that_comes_with_an_answer_in_it_is_a_notice(bridge: RegionBridge) -> None:
    bundle = json.loads(notice(BRUNO))
    bundle["entry"][0]["resource"]["response"] = {"identifier": ids(notice(BRUNO))[1], "code": "ok"}

    assert (await bridge.post(json.dumps(bundle).encode())).status_code == 200
