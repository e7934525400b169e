"""The one way to the jobcenter's case system: HTTP with key and token, in a span it hears nothing of."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final

import httpx2
from opentelemetry.trace import SpanKind

from samspil.exchange.courier import NeverLeft, PartnerAway
from samspil.jobcenter_bridge.partner.direct_http import Answer, answer_to, directly
from samspil.jobcenter_bridge.partner.tokens import Credentials, NoToken, Tokens
from samspil.telemetry.trace import span

KEY_HEADER: Final = "apikey"

_LATER: Final = frozenset({401, 403, 405, 407, 408, 421, 423, 425, 426, 429})
"""Answers that say nothing about the question: we are refused, the way is wrong, or it is not the time."""


class Client:
    """Asks the case system; every answer that is not about the question is ``PartnerAway``."""

    def __init__(
        self, http: httpx2.AsyncClient, longest_seconds: float, tokens: Tokens | None = None
    ) -> None:
        self._http = http
        self._longest = longest_seconds
        self._tokens = tokens

    async def ask(
        self,
        method: str,
        route: str,
        of: str = "",
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Their answer, a 2xx or a 4xx about the question itself; ``of`` is the last part of the path, an id.

        Raises ``PartnerAway`` when there is none, whatever came instead: they may or may not have taken the
        question in. ``NeverLeft`` where we have no token to ask with.
        """
        request = self._http.build_request(
            method,
            route.replace("{id}", of),
            content=content,
            headers={**(headers or {}), **({"content-type": "application/json"} if content else {})},
        )
        told = {"http.request.method": method, "url.template": route, "peer.service": "jobcenter"}
        with span(f"{method} {route}", kind=SpanKind.CLIENT, attributes=told) as current:
            try:
                answer = await self._answer(request)
            except NeverLeft:
                raise
            except Exception as fault:
                raise PartnerAway(type(fault).__name__) from fault
            current.set_attribute("http.response.status_code", answer.status)
            if answer.is_success or (400 <= answer.status < 500 and answer.status not in _LATER):
                return answer
            raise PartnerAway(str(answer.status))

    async def _answer(self, request: httpx2.Request) -> Answer:
        """With a new token once, where the one that we have is refused."""
        deadline = asyncio.get_running_loop().time() + self._longest
        if self._tokens is None:
            return await self._in_time(request, deadline)
        token = await self._tokens.now(deadline)
        answer = await self._in_time(_shown(request, token), deadline)
        if answer.status == 401:
            self._tokens.forget(token)
            with suppress(NoToken):  # then the 401 stands, and the outcome is open
                token = await self._tokens.now(deadline)
                answer = await self._in_time(_shown(request, token), deadline)
        return answer

    async def _in_time(self, request: httpx2.Request, deadline: float) -> Answer:
        async with asyncio.timeout_at(deadline):
            return await answer_to(request, self._http)


def _shown(request: httpx2.Request, token: str) -> httpx2.Request:
    request.headers["authorization"] = f"Bearer {token}"
    return request


@asynccontextmanager
async def client_at(
    address: str, key: str, timeout_seconds: float, who: Credentials | None = None
) -> AsyncIterator[Client]:
    """The case system at ``address``; its key is never shown where the tokens are given.

    Without ``who`` it is asked with the key alone.
    """
    async with directly(address, timeout_seconds, {KEY_HEADER: key}) as http:
        if who is None:
            yield Client(http, timeout_seconds)
            return
        async with directly(who.address, timeout_seconds, {}) as giver:
            yield Client(http, timeout_seconds, Tokens(giver, who))
