"""How the jobcenter's doors behave: well, unless they are told otherwise."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from starlette.responses import Response

SLOW_SECONDS = 3.0
SILENT_SECONDS = 120.0
"""Longer than anybody waits."""


class How(StrEnum):
    """What a door does with what it is asked."""

    WELL = "well"
    SLOW = "slow"
    """It does it and answers late."""
    SILENT = "silent"
    """It does it and does not answer."""
    ERROR_WITH_EFFECT = "error-with-effect"
    """It does it and answers 500."""
    AWAY = "away"
    """It answers 503 and does nothing."""
    REFUSING = "refusing"
    """It answers 422 and does nothing."""


@dataclass
class Behaviour:
    """The present behaviour, and for how many answers; None is for good."""

    how: How = How.WELL
    times: int | None = None

    async def answer(self, act: Callable[[], Awaitable[Response]]) -> Response:
        """Meet one question."""
        how = self._next()
        if how is How.AWAY:
            return Response(status_code=503)
        if how is How.REFUSING:
            return Response(status_code=422)
        answer = await act()
        if how is How.ERROR_WITH_EFFECT:
            return Response(status_code=500)
        await asyncio.sleep({How.SLOW: SLOW_SECONDS, How.SILENT: SILENT_SECONDS}.get(how, 0))
        return answer

    def _next(self) -> How:
        how = self.how
        if self.times is not None:
            self.times -= 1
            if self.times <= 0:
                self.how, self.times = How.WELL, None
        return how
