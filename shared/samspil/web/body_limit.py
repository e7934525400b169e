"""Refuses bodies that no request of ours needs, and those that do not come; each is answered at once.

What is still on its way is the connection's to throw away.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from samspil.web import connection
from samspil.web import problem_types as types
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem, answer

MAX_BODY_BYTES = 1024 * 1024
BODY_SECONDS = 30.0
"""For the whole of a body, from when it is asked for."""


class Room(NamedTuple):
    """What the body of a request may take."""

    at_most: int
    """Bytes, as they are sent."""
    seconds: float


class BodyLimit:
    """Answers 413 to a body of more than one mebibyte, 408 to one that is not there within half a minute.

    ``larger`` names the addresses that take in files, and how much room each of them gives.
    """

    def __init__(self, app: ASGIApp, larger: Mapping[str, Room]) -> None:
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        told = headers.get("content-length", "0")
        room = self._larger.get(scope["path"]) or Room(MAX_BODY_BYTES, BODY_SECONDS)
        body = _Body(receive, room, is_whole=told == "0" and "transfer-encoding" not in headers)
        is_last_request = "close" in headers.get("connection", "") or scope["http_version"] == "1.0"

        async def watched(message: Message) -> None:
            body.is_answered = True
            is_end = message["type"] == "http.response.body" and not message.get("more_body", False)
            if is_end and is_last_request and not body.is_whole:
                # The answer's end is the connection's, and a sender that is cut off sees no answer.
                await send({**message, "more_body": True})
                await body.read_away()
                message = {"type": "http.response.body"}
            await send(message)

        if told.isdecimal() and int(told[:20]) > room.at_most:
            await answer(scope, Problem(types.BODY_TOO_LARGE))(scope, receive, watched)
        else:
            await self._app(scope, body.receive, watched)


class _Body:
    """What is read of one request's body."""

    def __init__(self, receive: Receive, room: Room, *, is_whole: bool) -> None:
        self._receive = receive
        self._room = room
        self._until: float | None = None
        self._seen = 0
        self.is_whole = is_whole
        self.is_answered = False

    async def receive(self) -> Message:
        if self.is_whole:  # what comes now tells that the caller has gone, and may take as long as it likes
            return await self._receive()
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + self._room.seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            return self._refuse(types.REQUEST_TOO_SLOW)
        self._seen += len(message.get("body", b""))
        if self._seen > self._room.at_most:
            return self._refuse(types.BODY_TOO_LARGE)
        self.is_whole = not message.get("more_body", False)
        return message

    async def read_away(self) -> None:
        """Throw away what is left, for as long as a connection does that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(connection.REST_SECONDS):
                while (await self._receive()).get("more_body", False):
                    pass

    def _refuse(self, kind: ProblemType) -> Message:
        if self.is_answered:
            return {"type": "http.disconnect"}
        raise HTTPException(kind.status)
