"""The way in to the containers' common loopback: what comes to a published port goes on to 127.0.0.1.

So every process listens on 127.0.0.1 there, as it does without containers, and only this one does not.
"""

import asyncio
import contextlib
import socket
from functools import partial

from samspil.stack.ports import HOST
from samspil.stack.settings import read
from samspil.web.server import stop_on_signal

CHUNK = 1 << 16


async def forward(host: str, port: int) -> asyncio.Server:
    """Carry every connection to this address on to the same port of the loopback."""
    return await asyncio.start_server(partial(_carry_both, port), host, port)


async def _carry_both(port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):  # nobody there, or one of the two hung up
        onward_reader, onward_writer = await asyncio.open_connection(HOST, port)
        try:
            await asyncio.gather(_carry(reader, onward_writer), _carry(onward_reader, writer))
        finally:
            onward_writer.close()
    writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(CHUNK):
        writer.write(chunk)
        await writer.drain()
    writer.write_eof()


async def main() -> None:
    """Forward every published port until told to stop."""
    stop = stop_on_signal()
    outside = socket.gethostbyname(socket.gethostname())
    servers = [await forward(outside, port) for port in read().published]
    await stop.wait()
    for server in servers:
        server.close()


if __name__ == "__main__":
    asyncio.run(main())
