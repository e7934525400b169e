"""What comes to the containers' published ports goes on to the loopback and back, whole, both ways."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from samspil.stack.loopback import forward
from samspil.stack.ports import free_port

OUTSIDE = "127.0.0.2"
"""Another address of this machine: as the container's own is another than its loopback."""

MUCH = b"ord" * 500_000


@asynccontextmanager
async def behind(port: int) -> AsyncIterator[None]:
    """A server on the loopback that answers, when the caller has said all, with all of it backwards."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.read())[::-1])
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", port):
        yield


async def said_to(port: int, words: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(OUTSIDE, port)
    writer.write(words)
    writer.write_eof()
    heard = await reader.read()
    writer.close()
    return heard


async def test_all_that_is_said_arrives_and_the_answer_comes_back() -> None:
    port = free_port()
    async with behind(port), await forward(OUTSIDE, port):
        heard = await asyncio.gather(*(said_to(port, word + MUCH) for word in (b"a", b"b", b"c")))

    assert heard == [(word + MUCH)[::-1] for word in (b"a", b"b", b"c")]


async def test_nobody_there_ends_the_connection_and_not_the_next_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    port = free_port()
    async with await forward(OUTSIDE, port):
        assert await said_to(port, b"first") == b""
        async with behind(port):
            assert await said_to(port, b"abc") == b"cba"
    assert caplog.messages == []


async def test_a_caller_who_hangs_up_early_ends_nothing_for_others(caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    async with behind(port), await forward(OUTSIDE, port):
        _, writer = await asyncio.open_connection(OUTSIDE, port)
        writer.write(MUCH)
        writer.transport.abort()
        await asyncio.sleep(0.05)

        assert await said_to(port, b"abc") == b"cba"
    assert caplog.messages == []
