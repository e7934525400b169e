"""The way to the region: whatever answers is an answer or ``PartnerAway``, or nobody.

What never left is told apart.
"""

import asyncio
import gzip
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from region_door import MESSAGE_ID, Says, acknowledged, answering, http
from samspil.exchange.courier import Answer, NeverLeft, PartnerAway
from samspil.region_bridge.partner.credentials import Credentials, client_with
from samspil.region_bridge.partner.medcom.forms import Form, written
from samspil.region_bridge.partner.post import MAX_ANSWER_BYTES, Post


@cache
def patient_client() -> httpx2.AsyncClient:
    """One for all tests: what it reads of the authorities' certificates takes longer than they do."""
    return client_with(Credentials(), 10)


async def handed_over(answer: Says, patience: float = 2, **more: Any) -> Answer:
    async with answering(answer, **more) as (address, _):
        return await Post(address, patient_client(), give_up_seconds=patience).hand_over(MESSAGE_ID, b"{}")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (http(acknowledged()), Answer.ACKNOWLEDGED),
        (http(acknowledged("fatal-error")), Answer.REFUSED),
        (http(gzip.compress(acknowledged()), "200 OK", "content-encoding: gzip"), Answer.ACKNOWLEDGED),
        (http(b"\xef\xbb\xbf" + acknowledged()), Answer.ACKNOWLEDGED),
        (http(written(acknowledged(), Form.XML)), Answer.ACKNOWLEDGED),
        (http(written(acknowledged("fatal-error"), Form.XML)), Answer.REFUSED),
        *((http(b"", f"{status} No"), Answer.REFUSED) for status in (400, 409, 413, 415, 422)),
    ],
)
async def test_an_answer_about_the_message_is_believed(answer: bytes, expected: Answer) -> None:
    assert await handed_over(answer) is expected


@pytest.mark.parametrize(
    "answer",
    [
        http(acknowledged("maybe")),
        http(acknowledged(identifier="another")),
        http(b""),
        http(b"", "202 Accepted"),
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        http(acknowledged(), "200 OK", "content-encoding: gzip"),
        http(acknowledged(), "200 OK", "content-encoding: br"),
        http(gzip.compress(b"0" * (MAX_ANSWER_BYTES + 1)), "200 OK", "content-encoding: gzip"),
        http(b"0" * (MAX_ANSWER_BYTES + 1)),
        http(b"[" * 100_000),
        http(b'{"resourceType":' * 100_000),
        http(b"\xff\xfe\x00"),
        http(written(acknowledged(), Form.XML)[:-1]),
        http(written(acknowledged(identifier="another"), Form.XML)),
        http(b"<html>", "200 OK", "content-type: text/html; charset=\xff"),
    ],
)
async def test_success_without_an_acknowledgement_that_can_be_read_is_one_that_comes_later(
    answer: bytes,
) -> None:
    assert await handed_over(answer) is Answer.TAKEN


@pytest.mark.parametrize(
    "answer",
    [
        http(acknowledged("transient-error")),
        http(acknowledged(), "301 Moved", "location: http://127.0.0.1:1/"),
        http(acknowledged(), "307 Elsewhere", "location: :"),
        *(http(b"", f"{status} No") for status in (401, 403, 404, 408, 429, 500, 502, 503)),
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 999999 \r\n\r\n",
        b"\x16\x03\x01",
        b"",
    ],
)
async def test_any_other_answer_leaves_the_outcome_open(answer: bytes) -> None:
    with pytest.raises(PartnerAway) as away:
        await handed_over(answer)

    assert away.type is PartnerAway, "the message was written: it may have had an effect"


async def test_an_answer_that_never_ends_is_given_up() -> None:
    with pytest.raises(PartnerAway):
        await handed_over(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", 0.3, hangs=True)


async def test_an_answer_that_drips_is_given_up() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await asyncio.sleep(0.05)

    with pytest.raises(PartnerAway):
        async with asyncio.timeout(10):
            await handed_over(drip, 0.3)


async def test_of_an_answer_without_end_little_is_read() -> None:
    sent = 0

    async def pour(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while sent < 64 * MAX_ANSWER_BYTES:
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536

    assert await handed_over(pour) is Answer.TAKEN
    assert sent < 32 * MAX_ANSWER_BYTES  # what buffers hold on the way, and no more


async def test_what_stands_below_a_refusal_is_not_read() -> None:
    assert (
        await handed_over(b"HTTP/1.1 400 No\r\ncontent-length: 10\r\n\r\nabc", hangs=True) is Answer.REFUSED
    )


HEADER_LINES = st.sampled_from(
    [
        *("content-encoding: gzip", "content-encoding: deflate", "content-encoding: \xff"),
        *("transfer-encoding: chunked", "content-length: 3", "content-length: x", "location: /\x00"),
        *("content-type: application/fhir+json; charset=utf-16", "set-cookie: a=\xff", "x" * 70_000, ": :"),
    ]
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=100)
    | st.builds(
        lambda status, headers, body: (
            "\r\n".join([f"HTTP/1.1 {status} X", *headers, "", ""]).encode("latin-1") + body
        ),
        st.integers(min_value=100, max_value=599),
        st.lists(HEADER_LINES, max_size=3),
        st.binary(max_size=50)
        | st.sampled_from([acknowledged(), gzip.compress(acknowledged()), b"[" * 9999]),
    )
)
async def test_whatever_answers_there_is_an_answer_or_nobody(answer: bytes) -> None:
    with suppress(PartnerAway):
        assert await handed_over(answer, 0.5) in {*Answer}


@pytest.mark.parametrize("cookie", ["a=b", "a=\xff"])
async def test_a_cookie_is_not_kept_and_spoils_no_later_message(cookie: str) -> None:
    async with answering(http(acknowledged(), "200 OK", f"set-cookie: {cookie}")) as (address, asked):
        post = Post(address)
        for _ in range(2):
            assert await post.hand_over(MESSAGE_ID, b"{}") is Answer.ACKNOWLEDGED
        await post.close()

    assert not [head for head in asked if b"cookie" in head.lower()]


async def test_what_comes_after_an_answer_is_never_read_as_the_next_ones() -> None:
    refusal = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"
    answer = http(acknowledged()).replace(b"connection: close\r\n", b"") + refusal

    async def keeps_open(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(2)
                writer.write(answer)
        writer.close()

    server = await asyncio.start_server(keeps_open, "127.0.0.1", 0)
    async with server:
        post = Post(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        outcomes = [await post.hand_over(MESSAGE_ID, b"{}") for _ in range(3)]
        await post.close()

    assert outcomes == [Answer.ACKNOWLEDGED] * 3


async def test_where_nobody_listens_the_message_never_left() -> None:
    async with answering(b"") as (address, _):
        pass  # the port is free again

    with pytest.raises(NeverLeft):
        await Post(address, patient_client(), give_up_seconds=2).hand_over(MESSAGE_ID, b"{}")


async def test_where_no_handshake_is_made_the_message_never_left() -> None:
    left = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"this is no TLS")
        await reader.read()
        writer.close()
        left.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(NeverLeft):
            await Post(address, patient_client(), give_up_seconds=5).hand_over(MESSAGE_ID, b"{}")
        async with asyncio.timeout(5):
            await left.wait()


class Stuck(httpx2.AsyncBaseTransport):
    """A way that ends nowhere, after these steps."""

    def __init__(self, *steps: str) -> None:
        self._steps = steps

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        for step in self._steps:
            await request.extensions["trace"](step, {})
        await asyncio.sleep(30)
        raise AssertionError("nobody waited for so long")


@pytest.mark.parametrize(
    ("steps", "away"),
    [
        (("connection.connect_tcp.started", "connection.start_tls.started"), NeverLeft),
        (("connection.connect_tcp.complete", "http11.send_request_headers.started"), PartnerAway),
        ((), PartnerAway),
    ],
    ids=["in the handshake", "with the message", "nobody tells where"],
)
async def test_who_is_stuck_is_given_up_and_it_is_known_whether_anything_left(
    steps: tuple[str, ...], away: type[PartnerAway]
) -> None:
    async with httpx2.AsyncClient(transport=Stuck(*steps)) as client:
        with pytest.raises(PartnerAway) as given_up:
            await Post("http://region", client, give_up_seconds=0.05).hand_over(MESSAGE_ID, b"{}")

    assert given_up.type is away


async def test_without_anything_to_show_who_we_are_nothing_leaves(tmp_path: Path) -> None:
    credentials = Credentials(token_file=tmp_path / "not written yet")
    async with answering(http(acknowledged())) as (address, asked):
        with pytest.raises(NeverLeft):
            await Post(address, credentials=credentials).hand_over(MESSAGE_ID, b"{}")

    assert asked == []
