"""The one way to the jobcenter's case system: HTTP with a key, in a span that is told to nobody there."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Final, NamedTuple

import httpx2
from opentelemetry.trace import SpanKind

from samspil.exchange.courier import PartnerAway
from samspil.telemetry.trace import span

KEY_HEADER: Final = "apikey"

LONGEST_ANSWER: Final = 256 * 1024
"""Bytes; an activity has some hundreds."""

_LATER: Final = frozenset({401, 403, 405, 407, 408, 421, 423, 425, 426, 429})
"""Answers that say nothing about the question: we are refused, the way is wrong, or it is not the time."""


class Answer(NamedTuple):
    """A 2xx or a 4xx about the question itself."""

    status: int
    headers: httpx2.Headers
    body: bytes | None
    """None where there is more than anybody needs, or in an encoding that was not asked for."""

    @property
    def is_success(self) -> bool:
        """2xx."""
        return self.status < 300


class Client:
    """Asks the case system; every answer that is not about the question is ``PartnerAway``."""

    def __init__(self, http: httpx2.AsyncClient, longest_seconds: float) -> None:
        self._http = http
        self._longest = longest_seconds

    async def ask(
        self,
        method: str,
        route: str,
        of: str = "",
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Their answer; ``of`` is the last part of the path, an id.

        Raises ``PartnerAway`` when there is none, whatever came instead: they may or may not have taken the
        question in.
        """
        told = {"http.request.method": method, "url.template": route, "peer.service": "jobcenter"}
        with span(f"{method} {route}", kind=SpanKind.CLIENT, attributes=told) as current:
            request = self._http.build_request(
                method,
                route.replace("{id}", of),
                content=content,
                headers={**(headers or {}), **({"content-type": "application/json"} if content else {})},
            )
            try:
                async with asyncio.timeout(self._longest):
                    answer = await self._answer(request)
            except Exception as fault:
                raise PartnerAway(type(fault).__name__) from fault
            current.set_attribute("http.response.status_code", answer.status)
            if 200 <= answer.status < 300 or (400 <= answer.status < 500 and answer.status not in _LATER):
                return answer
            raise PartnerAway(str(answer.status))

    async def _answer(self, request: httpx2.Request) -> Answer:
        answer = await self._http.send(request, stream=True)
        try:
            return Answer(answer.status_code, answer.headers, await _body(answer))
        finally:
            await answer.aclose()


async def _body(answer: httpx2.Response) -> bytes | None:
    """As it came: what was packed could be unpacked to any size."""
    if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":
        return None
    read = bytearray()
    async for part in answer.aiter_raw():
        read += part
        if len(read) > LONGEST_ANSWER:
            return None
    return bytes(read)


@asynccontextmanager
async def client_at(address: str, key: str, timeout_seconds: float) -> AsyncIterator[Client]:
    """The case system at ``address``, spoken to directly: no proxy from the environment, no redirects.

    A connection for each question, and no cookies: what one answer says too much is never read as the next.
    """
    async with httpx2.AsyncClient(
        base_url=address,
        headers={KEY_HEADER: key, "accept": "application/json", "accept-encoding": "identity"},
        timeout=timeout_seconds,
        limits=httpx2.Limits(max_keepalive_connections=0),
        trust_env=False,
        follow_redirects=False,
    ) as http:
        http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
        yield Client(http, timeout_seconds)
