"""``ready``, by which a container engine asks each process how it is."""

import asyncio

import pytest

from repository import ROOT


async def asked(port: int) -> int | None:
    process = await asyncio.create_subprocess_exec(
        ROOT / "deploy/ready", str(port), stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


@pytest.mark.parametrize(("answer", "ready"), [("200 OK", True), ("503 Service Unavailable", False)])
async def test_a_process_is_ready_when_it_says_so_itself(answer: str, ready: bool) -> None:
    heard = []

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(f"HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n".encode())
        writer.close()

    async with await asyncio.start_server(say, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        status = await asked(port)

    assert (status == 0) is ready
    assert heard[0].startswith(b"GET /readyz HTTP/1.1\r\n")
    assert await asked(port) != 0  # nobody is there any more
