"""One connection: nobody holds it for longer than an honest caller needs, however slowly they send or read.

What cannot be read as a request, or does not come, is answered with a problem before the connection ends.
The body of a request has limits of its own (``body_limit``).
"""

import asyncio
from enum import Enum
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from samspil.web import problem_types as types
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem

IDLE_SECONDS: Final = 5
"""Between an answer and the next request."""
HEADERS_SECONDS = 10.0
"""From the connection, or the first byte of a further request, to the end of its headers."""
REST_SECONDS = 5.0
"""For what is left of a body when its request was answered: a sender that is cut off sees no answer."""
READER_SECONDS = 60.0
"""For a reader to take what was written; until then it lies in memory."""
MAX_HEADER_BYTES: Final = 32 * 1024


class _Waiting(Enum):
    HEADERS = "headers"
    REST = "rest"


class Connection(H11Protocol):
    """Uvicorn's own, with the time limits that it lacks; a stream that is being answered has none."""

    _waiting: _Waiting | None = None
    _timer: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_for(None)
        self._forget_reader()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._expect_reader()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._expect_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        if not self.transport.is_closing():  # what is left has to be taken before it is closed
            self._forget_reader()

    def send_400_response(self, msg: str) -> None:
        self._refuse(types.MALFORMED_REQUEST)

    def _watch(self) -> None:
        if self.transport.is_closing():
            self._wait_for(None)
        elif self.conn.their_state is h11.IDLE and self.timeout_keep_alive_task is None:
            self._wait_for(_Waiting.HEADERS)
        elif self.conn.their_state is h11.SEND_BODY and self.cycle.response_complete:
            self._wait_for(_Waiting.REST)
        else:
            self._wait_for(None)

    def _wait_for(self, what: _Waiting | None) -> None:
        """The time runs from when the waiting begins: a byte now and then does not make it longer."""
        if what is self._waiting:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._waiting = what
        if what is _Waiting.HEADERS:
            self._timer = self.loop.call_later(HEADERS_SECONDS, self._refuse, types.REQUEST_TOO_SLOW)
        elif what is _Waiting.REST:
            self._timer = self.loop.call_later(REST_SECONDS, self._end)

    def _refuse(self, kind: ProblemType) -> None:
        """Answer what is no request, unless an answer is under way."""
        if self.conn.our_state is not h11.IDLE:
            self.cycle.disconnected = True  # whoever is answering it says no more
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._say(kind)
        self._end()

    def _say(self, kind: ProblemType) -> None:
        response = Problem(kind).response(None)
        headers = [*response.raw_headers, (b"connection", b"close")]
        for event in (
            h11.Response(status_code=kind.status, headers=headers, reason=kind.title.encode()),
            h11.Data(data=bytes(response.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")

    def _end(self) -> None:
        self.transport.close()
        self._expect_reader()

    def _forget_reader(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None

    def _expect_reader(self) -> None:
        if self._reader is None:
            self._reader = self.loop.call_later(READER_SECONDS, self.transport.abort)
