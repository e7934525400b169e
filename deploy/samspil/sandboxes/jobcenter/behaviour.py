"""How the jobcenter's doors behave: well, unless they are told otherwise."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from starlette.responses import HTMLResponse, Response

from samspil.sandboxes.jobcenter.keys import Keys

SLOW_SECONDS = 3.0
SILENT_SECONDS = 120.0
"""Longer than anybody waits."""
HUGE = b'{"id": "' + b"a" * 2_000_000 + b'"}'


class How(StrEnum):
    """What a door does with what it is asked."""

    WELL = "well"
    SLOW = "slow"
    """It does it and answers late."""
    SILENT = "silent"
    """It does it and does not answer."""
    ERROR_WITH_EFFECT = "error-with-effect"
    """It does it and answers 500."""
    HTML = "html"
    """It does it and answers with a page."""
    OTHER_JSON = "other-json"
    """It does it and answers with JSON in which nothing stands that was asked for."""
    EMPTY = "empty"
    """It does it and answers with nothing."""
    HUGE = "huge"
    """It does it and answers with more than anybody reads."""
    ERROR = "error"
    """It answers 500 and does nothing."""
    AWAY = "away"
    """It answers 503 and does nothing."""
    REFUSING = "refusing"
    """It answers 422 and does nothing."""
    GONE = "gone"
    """It answers 404 and does nothing."""
    TOKEN_EXPIRED = "token-expired"  # noqa: S105  # the name of a fault
    """No token that was given holds any more: it answers 401 and does nothing."""
    KEY_ROTATED = "key-rotated"
    """It knows another key by now: it answers 403 and does nothing."""


DOES_NOTHING: Final = {
    How.ERROR: 500,
    How.AWAY: 503,
    How.REFUSING: 422,
    How.GONE: 404,
    How.TOKEN_EXPIRED: 401,
    How.KEY_ROTATED: 403,
}


@dataclass
class Behaviour:
    """The present behaviour, and for how many answers; None is for good."""

    keys: Keys
    how: How = How.WELL
    times: int | None = None

    async def answer(self, act: Callable[[], Awaitable[Response]]) -> Response:
        """Meet one question."""
        how = self._next()
        if how is How.TOKEN_EXPIRED:
            self.keys.expire()
        if how in DOES_NOTHING:
            return Response(status_code=DOES_NOTHING[how])
        answer = await act()
        match how:
            case How.ERROR_WITH_EFFECT:
                return Response(status_code=500)
            case How.HTML:
                return HTMLResponse("<!doctype html><title>Log ind</title><h1>Log ind</h1>")
            case How.OTHER_JSON:
                return Response(b'[{"status": "ok"}]', media_type="application/json")
            case How.EMPTY:
                return Response()
            case How.HUGE:
                return Response(HUGE, media_type="application/json")
        await asyncio.sleep({How.SLOW: SLOW_SECONDS, How.SILENT: SILENT_SECONDS}.get(how, 0))
        return answer

    def _next(self) -> How:
        how = self.how
        if self.times is not None:
            self.times -= 1
            if self.times <= 0:
                self.how, self.times = How.WELL, None
        return how
