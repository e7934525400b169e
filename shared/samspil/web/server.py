"""Serves an application until the process is told to stop, and makes sure that it then does."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Iterator
from threading import Thread
from time import sleep

import uvicorn
from fastapi import FastAPI

from samspil.ledger.wake import woken
from samspil.telemetry.log import get_logger
from samspil.web.connection import IDLE_SECONDS, MAX_HEADER_BYTES, Connection

_log = get_logger()

HARD_STOP_SECONDS = 15.0
"""A process that has not ended so long after the signal is ended by force: a client's stop can hang."""
HARD_STOP_STATUS = 70
_DRAIN_SECONDS = 8
_DATE_SECONDS = 1.0


def stop_on_signal(hard_stop_seconds: float = HARD_STOP_SECONDS) -> asyncio.Event:
    """An event that SIGTERM and SIGINT set; from then on the process has so many seconds to end."""
    stop = asyncio.Event()

    def told(number: signal.Signals) -> None:
        if not stop.is_set():
            _log.info("stopping", signal=number.name)
            Thread(target=_end_hard, args=(hard_stop_seconds,), daemon=True).start()
        stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told, number)
    return stop


async def serve(app: FastAPI, host: str, port: int, *, stop: asyncio.Event | None = None) -> None:
    """Answer on this address until ``stop`` is set (without one: until a signal), then finish what was begun.

    Exits with one sentence where the address cannot be had.
    """
    stop = stop or stop_on_signal()
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE_SECONDS,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
    with _listening(host, port) as door:
        _log.info("listening", host=host, port=port)
        await _Server(config, stop).serve([door])


class _Server(uvicorn.Server):
    """Leaves signals to ``stop_on_signal``: a process has more to end than its HTTP server."""

    def __init__(self, config: uvicorn.Config, stop: asyncio.Event) -> None:
        super().__init__(config)
        self._stop = stop

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        """Wait to be told; uvicorn's own looks ten times a second, half of what an idle web costs."""
        while not self._stop.is_set():
            await self.on_tick(0)  # the date that answers carry
            await woken(self._stop, _DATE_SECONDS)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        door = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise SystemExit(f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}.") from error
    # asyncio does this for sockets that it made itself; without it each answer waits 40 ms for its first
    # part to be acknowledged. Those that are accepted inherit it.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


def _end_hard(seconds: float) -> None:
    sleep(seconds)
    _log.error("stopping took too long", seconds=seconds)
    os._exit(HARD_STOP_STATUS)
