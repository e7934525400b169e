"""The jobcenter's case system answers anything, over a real socket: each answer fails one thing at most."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.exchange.courier import Answer, PartnerAway
from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.partner.case_system import CaseSystem, FetchRefused, Found
from samspil.jobcenter_bridge.partner.client import Client, client_at
from samspil.jobcenter_bridge.partner.direct_http import LONGEST_ANSWER
from samspil.jobcenter_bridge.partner.entity import CPR_HEADER, UnreadableEntity, Worded
from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, NANCY

ACTIVITY = UUID("6f1c7d3e-3c0b-4ad4-9f10-1f1c9b1b2a33")
TODAY = date(2026, 11, 23)
MESSAGE = json.dumps({"cpr": BRUNO.cpr.number, "task": {"title": "Kontaktpause"}})
KNOWN_AS = json.dumps({"id": "their-id"}).encode()
AS_PUBLISHED = json.dumps({"aktivitetIdentifier": str(ACTIVITY), "startdato": "2026-12-01"}).encode()

SECONDS = 0.5
"""How long an answer may take here."""


@dataclass
class Partner:
    """Answers each connection with the next of these, and then with the last for ever."""

    answers: list[bytes]
    then: Callable[[asyncio.StreamWriter], Awaitable[None]] | None = None
    """What it does after its answer, instead of closing."""
    asked: list[bytes] = field(default_factory=list)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked.append(head)
            length = next(
                (int(line[15:]) for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"), 0
            )
            await reader.readexactly(length)
            writer.write(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
            await writer.drain()
            if self.then is not None:
                await self.then(writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def meeting(partner: Partner) -> AsyncIterator[Client]:
    server = await asyncio.start_server(partner.meet, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    async with server, client_at(f"http://{host}:{port}", "key", SECONDS) as client:
        yield client
        server.close()


async def sent(partner: Partner) -> Answer:
    async with meeting(partner) as client:
        return await jobcenter(client).send(UUID(int=1), MESSAGE)


async def fetched(partner: Partner) -> Found[Worded[Activity]] | None:
    async with meeting(partner) as client:
        return await CaseSystem(client, Reading(ACTIVITY_KINDS)).activity(ACTIVITY, TODAY)


def jobcenter(client: Client) -> Jobcenter:
    """Sending needs neither of the other two."""
    return Jobcenter(CaseSystem(client, Reading(ACTIVITY_KINDS)), cast(Any, None), cast(Any, None))


def http(body: bytes = b"", *headers: bytes, status: bytes = b"200 OK", length: int | None = None) -> bytes:
    told = len(body) if length is None else length
    return b"\r\n".join((b"HTTP/1.1 " + status, b"content-length: %d" % told, *headers, b"", body))


FIND, TASK = http(KNOWN_AS), http(status=b"201 Created")
WHOSE = f"{CPR_HEADER}: {BRUNO.cpr.number}".encode()

STATUSES = st.sampled_from(
    [
        *(b"200 OK", b"201 Created", b"202 ", b"204 No Content", b"299 x"),
        *(b"100 Continue", b"101 Switching Protocols", b"103 Early Hints", b"300 x", b"301 x", b"304 x"),
        *(b"307 x", b"400 x", b"401 x", b"404 x", b"410 x", b"418 x", b"422 x", b"500 x", b"503 x"),
        *(
            b"600 x",
            b"999 x",
            b"000 x",
            b"2 x",
            b"2000 x",
            b"abc",
            b"",
            b"200 \xe6\x00",
            b"200 " + b"x" * 9000,
        ),
    ]
)
HEADERS = st.lists(
    st.sampled_from(
        [
            *(b"content-encoding: gzip", b"content-encoding: br", b"content-encoding: \xff, gzip"),
            *(b"content-type: application/json; charset=utf-16", b"content-type: \x00", b"content-type:"),
            *(b"transfer-encoding: chunked", b"transfer-encoding: gzip, chunked", b"content-length: -1"),
            *(b"content-length: 1e9", b"content-length: 99999999999999999999", b"content-length: 3"),
            *(
                b"location: /",
                b"location: http://127.0.0.1:1/",
                b"location: \xf0\x9f\x92\xa9",
                b"upgrade: h2c",
            ),
            *(
                b"set-cookie: a=b",
                b"set-cookie: =;=;\xff; expires=Thu, 99 Foo 0000",
                b"connection: keep-alive",
            ),
            *(
                b"x: " + b"y" * 70_000,
                b": nothing",
                b"no colon",
                b" folded",
                b"x-odd: \xff\xfe",
                b"\x00: \x01",
            ),
            *(WHOSE, f"{CPR_HEADER}: {ADMINISTRATIVE_REPLACEMENT.cpr.number}".encode()),
            *(f"{CPR_HEADER}: {number}".encode() for number in ("", "0000000000", "ikke et nummer", "æøå")),
        ]
    )
    | st.binary(max_size=40),
    max_size=4,
)
DEEP = b'{"id":' * 5_000 + b"1" + b"}" * 5_000
BODIES = (
    st.sampled_from(
        [KNOWN_AS, AS_PUBLISHED, DEEP, b"", b"null", b"[]", b"{}", b"\xff\xfe", gzip.compress(KNOWN_AS)]
    )
    | st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text(), max_size=2)
    ).map(lambda id_: json.dumps({"id": id_, "aktivitetIdentifier": id_, "startdato": id_}).encode())
    | st.binary(max_size=200)
)


@st.composite
def anything(draw: st.DrawFn) -> bytes:
    """Mostly whole answers with something odd about them; now and then no answer at all."""
    body, odd = (
        draw(BODIES),
        draw(st.sampled_from(["body", "body", "headers", "status", "length", "end", "all"])),
    )
    headers = draw(HEADERS) if odd == "headers" else []
    status = draw(STATUSES) if odd == "status" else b"200 OK"
    length = draw(st.sampled_from([0, len(body) + 5, 10**9])) if odd == "length" else None
    whole = http(body, *headers, status=status, length=length)
    if odd == "end":
        return whole[: draw(st.integers(0, len(whole)))]
    return draw(st.binary(max_size=300)) if odd == "all" else whole


@given(anything(), anything())
@settings(max_examples=120)
def test_whatever_is_answered_to_a_message_it_is_handed_over_refused_or_failed(
    one: bytes, two: bytes
) -> None:
    async def whatever() -> Answer | None:
        try:
            return await sent(Partner([FIND if len(one) % 2 else one, two]))
        except (PartnerAway, Unreadable):
            return None

    assert asyncio.run(whatever()) in {Answer.ACKNOWLEDGED, Answer.REFUSED, None}


@given(anything())
@settings(max_examples=120)
def test_whatever_is_answered_to_a_look_it_is_an_activity_gone_or_failed(answer: bytes) -> None:
    async def whatever() -> Found[Worded[Activity]] | None:
        try:
            return await fetched(Partner([answer]))
        except (PartnerAway, FetchRefused, UnreadableEntity):
            return None

    found = asyncio.run(whatever())
    assert found is None or (found.entity.entity.id == ACTIVITY and found.cpr in {BRUNO.cpr, None})


async def test_an_ordinary_answer_is_read() -> None:
    assert await sent(Partner([FIND, TASK])) is Answer.ACKNOWLEDGED
    found = await fetched(Partner([http(AS_PUBLISHED, WHOSE)]))
    assert found is not None
    assert found.cpr == BRUNO.cpr


ODD_IDS: list[object] = [
    "",
    " \n",
    "a\x00",
    "\ud800",
    "\u202e",
    "x" * 201,
    7,
    1.5,
    True,
    None,
    ["x"],
    {"id": "x"},
]


@pytest.mark.parametrize("id_", ODD_IDS, ids=repr)
async def test_an_id_that_nobody_can_read_is_no_id_and_no_task_is_handed_over(id_: object) -> None:
    partner = Partner([http(json.dumps({"id": id_}).encode()), TASK])

    with pytest.raises(Unreadable):
        await sent(partner)

    assert len(partner.asked) == 1


async def test_two_ids_are_none() -> None:
    with pytest.raises(Unreadable):
        await sent(Partner([http(b'{"id": "a", "id": "b"}'), TASK]))


@pytest.mark.parametrize("name", [b"gzip", b"GZip", b"deflate", b"br", b"zstd", b"gzip, identity", b"\xff"])
async def test_what_is_packed_is_not_unpacked(name: bytes) -> None:
    bomb = http(gzip.compress(b'{"id": "' + b"a" * 10_000_000), b"content-encoding: " + name)

    with pytest.raises(Unreadable):
        await sent(Partner([bomb]))
    with pytest.raises(UnreadableEntity):
        await fetched(Partner([bomb]))
    with pytest.raises(Unreadable):
        await sent(Partner([FIND, bomb]))


async def test_a_task_counts_as_taken_by_its_status_but_a_200_that_is_a_page_is_nobodys_word() -> None:
    for status in (b"201 Created", b"202 Accepted", b"204 No Content"):
        assert await sent(Partner([FIND, http(status=status)])) is Answer.ACKNOWLEDGED
    assert await sent(Partner([FIND, http(b"{}")])) is Answer.ACKNOWLEDGED
    for body in (b"", b"<!doctype html><h1>Log ind</h1>", b"[]", b"null", b'{"a": 1, "a": 2}'):
        with pytest.raises(Unreadable):
            await sent(Partner([FIND, http(body)]))


async def test_no_more_is_read_than_an_activity_can_have() -> None:
    read = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal read
        while True:
            writer.write(b"a" * 65_536)
            await writer.drain()
            read += 65_536

    with pytest.raises(UnreadableEntity):
        await fetched(Partner([http(length=10**12)], endless))

    assert read < LONGEST_ANSWER + 8_000_000, "but for what the sockets hold"


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nx: ", http(length=1000)], ids=["", "head", "body"]
)
async def test_an_answer_that_comes_bit_by_bit_is_waited_for_so_long_and_no_longer(answer: bytes) -> None:
    async def trickle(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(SECONDS / 10)

    started = asyncio.get_running_loop().time()
    with pytest.raises(PartnerAway):
        await fetched(Partner([answer], trickle))

    assert asyncio.get_running_loop().time() - started < SECONDS * 3


async def test_what_comes_after_an_answer_is_never_read_as_the_next_ones() -> None:
    other = http(json.dumps({"id": "somebody else"}).encode())

    async def stay(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(SECONDS)

    partner = Partner([FIND + other, TASK], stay)

    assert await sent(partner) is Answer.ACKNOWLEDGED
    assert len(partner.asked) == 2


async def test_a_redirect_is_not_followed_and_takes_neither_key_nor_number_elsewhere() -> None:
    elsewhere = Partner([FIND])
    server = await asyncio.start_server(elsewhere.meet, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    async with server:
        for status in (b"301 x", b"302 x", b"307 x", b"308 x"):
            away = http(b"", f"location: http://{host}:{port}/".encode(), status=status)
            with pytest.raises(PartnerAway):
                await sent(Partner([away]))
        server.close()

    assert elsewhere.asked == []


async def test_a_cookie_is_not_kept() -> None:
    partner = Partner([http(KNOWN_AS, b"set-cookie: who=me; path=/"), TASK])

    await sent(partner)

    assert not any(b"cookie" in head.lower() for head in partner.asked)


async def test_two_numbers_of_an_answer_name_nobody() -> None:
    other = f"{CPR_HEADER}: {NANCY.cpr.number}".encode()

    with pytest.raises(UnreadableEntity):
        await fetched(Partner([http(AS_PUBLISHED, WHOSE, other)]))
