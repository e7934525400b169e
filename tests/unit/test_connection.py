"""Over real sockets: nobody holds a connection, and everybody who can read is answered."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx2
import pytest
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response, StreamingResponse

from an_issuer import issuer_client
from samspil.sandboxes.issuer.key import new_key
from samspil.stack.ports import free_port
from samspil.web import body_limit, connection, server
from samspil.web.app import create_app
from samspil.web.auth import Caller, Issuer, Role, allow

HEAD = b"POST /words HTTP/1.1\r\nhost: door\r\ncontent-type: application/json\r\n"
CHUNK = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
BIG = b"x" * 30_000_000


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits half a minute for a test."""
    monkeypatch.setattr(server, "IDLE_SECONDS", 1)
    monkeypatch.setattr(connection, "HEADERS_SECONDS", 0.4)
    monkeypatch.setattr(connection, "REST_SECONDS", 0.3)
    monkeypatch.setattr(connection, "READER_SECONDS", 0.5)
    monkeypatch.setattr(body_limit, "BODY_SECONDS", 0.6)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    doors = APIRouter()

    @doors.post("/words")
    async def words(body: dict[str, Any]) -> dict[str, int]:
        return {"fields": len(body)}

    @doors.post("/raw")
    async def raw(request: Request) -> Response:
        return Response(str(len(await request.body())))

    @doors.post("/mine")
    async def mine(caller: Annotated[Caller, Depends(allow(Role.CASEWORKER))]) -> None:
        """For nobody here."""

    @doors.get("/stream")
    async def stream() -> Response:
        async def ticks() -> AsyncIterator[bytes]:
            for _ in range(15):
                yield b"tick\n"
                await asyncio.sleep(0.1)

        return StreamingResponse(ticks())

    @doors.get("/big")
    async def big() -> Response:
        return Response(BIG)

    keys = {"keys": [new_key().as_dict(private=False)]}
    client = issuer_client("https://issuer.test", lambda _: httpx2.Response(200, json=keys))
    app = create_app("test", routers=[doors], issuer=Issuer("https://issuer.test", client))
    stop, chosen = asyncio.Event(), free_port()
    serving = asyncio.create_task(server.serve(app, "127.0.0.1", chosen, stop=stop))
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", chosen)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            writer.close()
            break
    yield chosen
    stop.set()
    await serving


class Line:
    """A connection, as whoever sits at its other end sees it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def say(self, *parts: bytes, every: float = 0.0) -> None:
        """Send the parts, until the other side has hung up."""
        try:
            for part in parts:
                self.writer.write(part)
                await self.writer.drain()
                await asyncio.sleep(every)
        except ConnectionError:
            pass

    async def answer(self) -> tuple[int, Any]:
        """Status and content of one answer."""
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)
        told = {
            name.lower(): value
            for name, _, value in (one.partition(": ") for one in head.decode().split("\r\n"))
        }
        body = await asyncio.wait_for(self.reader.readexactly(int(told["content-length"])), 5)
        if int(head.split()[1]) >= 400:
            assert told["content-type"] == "application/problem+json"
        return int(head.split()[1]), json.loads(body)

    async def hung_up(self) -> float:
        """After how many seconds the other side has hung up."""
        began = time.monotonic()
        try:
            while await asyncio.wait_for(self.reader.read(1 << 20), 8):
                pass
        except ConnectionError:
            pass
        return time.monotonic() - began


@asynccontextmanager
async def line(port: int) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 16)
    yield Line(reader, writer)
    writer.close()


def drops(text: bytes) -> list[bytes]:
    return [text[n : n + 1] for n in range(len(text))]


async def test_who_says_nothing_is_hung_up_on(port: int) -> None:
    async with line(port) as quiet:
        assert (await quiet.answer())[1]["type"] == "/problems/request-too-slow"
        assert await quiet.hung_up() < 1


async def test_headers_that_drip_are_answered_and_cut(port: int) -> None:
    async with line(port) as slow:
        dripping = asyncio.create_task(slow.say(*drops(HEAD), every=0.05))
        began = time.monotonic()

        assert (await slow.answer())[1]["type"] == "/problems/request-too-slow"
        assert time.monotonic() - began < 1
        assert await slow.hung_up() < 1
        await dripping


async def test_headers_of_a_further_request_that_drip_are_cut_too(port: int) -> None:
    async with line(port) as slow:
        await slow.say(HEAD + b"content-length: 2\r\n\r\n{}")
        assert await slow.answer() == (200, {"fields": 0})
        dripping = asyncio.create_task(slow.say(*drops(HEAD), every=0.05))

        assert (await slow.answer())[0] == 408
        assert await slow.hung_up() < 1
        await dripping


async def test_who_is_idle_after_an_answer_is_hung_up_on(port: int) -> None:
    async with line(port) as idle:
        await idle.say(HEAD + b"content-length: 2\r\n\r\n{}")
        assert await idle.answer() == (200, {"fields": 0})

        assert 0.7 < await idle.hung_up() < 3


@pytest.mark.parametrize("path", [b"/words", b"/raw", b"/mine"])
@pytest.mark.parametrize("length", [b"content-length: 100", b"transfer-encoding: chunked"])
async def test_a_body_that_stalls_is_answered_and_cut(port: int, path: bytes, length: bytes) -> None:
    async with line(port) as stalled:
        await stalled.say(HEAD.replace(b"/words", path) + length + b"\r\n\r\n")
        status, problem = await stalled.answer()

        expected = (
            (401, "/problems/unauthorized") if path == b"/mine" else (408, "/problems/request-too-slow")
        )
        assert (status, problem["type"]) == expected
        assert await stalled.hung_up() < 1


async def test_a_body_that_drips_is_answered_and_cut(port: int) -> None:
    async with line(port) as slow:
        await slow.say(HEAD + b"content-length: 100\r\n\r\n")
        dripping = asyncio.create_task(slow.say(*drops(b" " * 100), every=0.05))

        assert (await slow.answer())[0] == 408
        assert await slow.hung_up() < 1
        await dripping


async def test_a_slow_sender_who_keeps_to_the_limits_is_heard_out(port: int) -> None:
    async with line(port) as slow:
        await slow.say(*(one + b"\r\n" for one in HEAD.split(b"\r\n") if one), every=0.07)
        await slow.say(b"content-length: 10\r\n\r\n")
        await slow.say(*drops(b'{"a":   1}'), every=0.04)

        assert await slow.answer() == (200, {"fields": 1})


@pytest.mark.parametrize("more", [b"", b"connection: close\r\n"])
@pytest.mark.parametrize("path", [b"/words", b"/raw"])
async def test_a_chunked_body_over_the_limit_is_answered_at_once_though_the_sender_stalls(
    port: int, path: bytes, more: bytes
) -> None:
    async with line(port) as stalled:
        began = time.monotonic()
        await stalled.say(
            HEAD.replace(b"/words", path) + more + b"transfer-encoding: chunked\r\n\r\n", *[CHUNK] * 17
        )
        status, problem = await stalled.answer()

        assert (status, problem["type"]) == (413, "/problems/body-too-large")
        assert time.monotonic() - began < body_limit.BODY_SECONDS
        assert await stalled.hung_up() < 1


@pytest.mark.parametrize("more", [b"", b"connection: close\r\n"])
async def test_a_body_that_says_it_is_too_long_is_answered_before_it_comes(port: int, more: bytes) -> None:
    async with line(port) as waiting:
        await waiting.say(HEAD + more + b"content-length: 99999999\r\n\r\n")

        assert (await waiting.answer())[0] == 413
        assert await waiting.hung_up() < 1


@pytest.mark.parametrize("more", [{}, {"connection": "close"}])
async def test_who_sends_all_of_a_long_body_before_reading_is_answered(
    port: int, more: dict[str, str]
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(80):
            yield b" " * 0x10000

    async with httpx2.AsyncClient(trust_env=False, base_url=f"http://127.0.0.1:{port}") as client:
        for content in (chunks(), b" " * 5_000_000):
            assert (await client.post("/raw", content=content, headers=more)).status_code == 413


@pytest.mark.parametrize("more", [b"", b"connection: close\r\n"])
async def test_who_is_refused_while_still_sending_sees_it_afterwards(port: int, more: bytes) -> None:
    def send_then_read() -> bytes:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(HEAD.replace(b"/words", b"/mine") + more + b"content-length: 131072\r\n\r\n")
            for _ in range(2):
                time.sleep(0.05)
                line.sendall(b" " * 0x10000)
            return line.recv(100)

    assert (await asyncio.to_thread(send_then_read)).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: d\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nhost: d\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: d\r\nx: \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: d\r\nx: " + b"y" * 40_000,
        HEAD + b"content-length: 1\r\ncontent-length: 2\r\n\r\n",
        HEAD + b"content-length: -1\r\n\r\n",
        HEAD + b"content-length: " + b"9" * 5000 + b"\r\n\r\n",
        HEAD + b"transfer-encoding: gzip, chunked\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_answered_with_a_problem(port: int, nonsense: bytes) -> None:
    async with line(port) as stranger:
        await stranger.say(nonsense)
        status, problem = await stranger.answer()

        assert status in (400, 413)
        assert problem["status"] == status
        assert await stranger.hung_up() < 1


@pytest.mark.parametrize("path", [b"/words", b"/raw"])
async def test_a_chunk_that_is_none_is_answered_with_a_problem(port: int, path: bytes) -> None:
    async with line(port) as stranger:
        await stranger.say(
            HEAD.replace(b"/words", path) + b"transfer-encoding: chunked\r\n\r\n", b"zz\r\n\r\n"
        )

        assert (await stranger.answer())[1]["type"] == "/problems/malformed-request"
        assert await stranger.hung_up() < 1


async def test_a_stream_is_cut_by_none_of_the_limits(port: int) -> None:
    async with httpx2.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{port}/stream")

    assert answer.text == "tick\n" * 15


async def test_a_stream_whose_asker_owes_a_body_is_cut_without_a_fault(
    port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    async with line(port) as owing:
        await owing.say(b"GET /stream HTTP/1.1\r\nhost: d\r\ncontent-length: 5\r\n\r\n")

        assert await owing.hung_up() < 3
    assert "a request failed" not in capsys.readouterr().out


@pytest.mark.parametrize("path", [b"/words", b"/raw"])
async def test_who_leaves_in_the_middle_of_a_body_is_no_fault_of_ours(
    port: int, path: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    async with line(port) as leaving:
        await leaving.say(HEAD.replace(b"/words", path) + b"content-length: 5\r\n\r\n{")
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.3)

    said = capsys.readouterr().out
    assert "malformed-request" in said
    assert "a request failed" not in said


async def test_who_does_not_read_is_cut_and_pins_no_memory(port: int) -> None:
    async with line(port) as stuck:
        stuck.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await stuck.say(b"GET /big HTTP/1.1\r\nhost: d\r\n\r\n")
        await asyncio.sleep(1.2)
        stuck.writer.transport.resume_reading()  # type: ignore[attr-defined]
        read = 0
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            read = len(await stuck.reader.readexactly(len(BIG)))

        assert read == 0


async def test_a_reader_who_keeps_to_the_limit_gets_it_all(port: int) -> None:
    async with httpx2.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"http://127.0.0.1:{port}/big")).content == BIG
