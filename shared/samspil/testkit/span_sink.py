"""Takes what processes send to Zipkin, and keeps the bytes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

ACCEPTED = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"


class SpanSink:
    """``endpoint`` is what a process takes as its ``ZIPKIN_ENDPOINT``."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.endpoint = ""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: requests, each with its length told."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = dict(line.split(b": ", 1) for line in head.strip().split(b"\r\n")[1:])
                length = next(value for name, value in lines.items() if name.lower() == b"content-length")
                self.bodies.append(head + await reader.readexactly(int(length)))
                writer.write(ACCEPTED)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@asynccontextmanager
async def span_sink() -> AsyncIterator[SpanSink]:
    """A sink on a free port."""
    sink = SpanSink()
    server = await asyncio.start_server(sink.take, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    sink.endpoint = f"http://127.0.0.1:{port}/api/v2/spans"
    try:
        yield sink
    finally:
        server.close()
