"""A door of the region's that answers whatever it is told to."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

MESSAGE_ID = "6a1a2b1e-0000-4000-8000-000000000007"


Says = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What a door answers: these bytes, or whatever this writes."""


def acknowledged(code: str = "ok", identifier: str = MESSAGE_ID) -> bytes:
    header = {
        "resourceType": "MessageHeader",
        "id": "own",
        "eventCoding": {"code": "acknowledgement-message"},
        "response": {"identifier": identifier, "code": code},
    }
    return json.dumps(
        {"resourceType": "Bundle", "id": "b", "type": "message", "entry": [{"resource": header}]}
    ).encode()


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@asynccontextmanager
async def answering(
    answer: Says, context: ssl.SSLContext | None = None, *, hangs: bool = False
) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A door at which every request is answered so; its address, and what it was asked."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
            if hangs:
                await reader.read()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"{'https' if context else 'http'}://127.0.0.1:{port}", asked
