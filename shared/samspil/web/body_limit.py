"""Refuses bodies that no request of ours needs, whether their length is told beforehand or not."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from samspil.web import problem_types as types
from samspil.web.problems import Problem, answer

MAX_BODY_BYTES = 1024 * 1024
_LISTEN_ON_BYTES = 8 * 1024 * 1024
"""So much of a refused body is still read and thrown away: a sender that is cut off never sees the answer."""


class BodyLimit:
    """Answers 413 to a body of more than one mebibyte."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        told = headers.get("content-length", "0")
        if told.isdecimal() and int(told) > MAX_BODY_BYTES:
            await _read_away(receive)
            await answer(scope, Problem(types.BODY_TOO_LARGE))(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY_BYTES:
                await _read_away(receive)
                raise HTTPException(types.BODY_TOO_LARGE.status)
            return message

        await self._app(scope, counted, send)


async def _read_away(receive: Receive) -> None:
    read = 0
    while read < _LISTEN_ON_BYTES:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
