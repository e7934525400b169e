"""The one way to the jobcenter's case system: HTTP with a key, in a span that is told to nobody there."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

import httpx2
from opentelemetry.trace import SpanKind

from samspil.ledger.courier import PartnerAway
from samspil.telemetry.trace import span

KEY_HEADER: Final = "apikey"

_LATER: Final = frozenset({401, 403, 408, 429})
"""Answers that say nothing about the message: our key is refused, or they have no time for us."""


class Client:
    """Asks the case system; every answer that is not about the question is ``PartnerAway``."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self._http = http

    async def ask(
        self,
        method: str,
        route: str,
        of: str = "",
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        """The answer, 2xx or a 4xx about the question itself; ``of`` is the last part of the path, an id.

        Raises ``PartnerAway`` when there is none: they may or may not have taken the question in.
        """
        told = {"http.request.method": method, "url.template": route, "peer.service": "jobcenter"}
        with span(f"{method} {route}", kind=SpanKind.CLIENT, attributes=told) as current:
            try:
                answer = await self._http.request(
                    method,
                    route.replace("{id}", of),
                    content=content,
                    headers={**(headers or {}), **({"content-type": "application/json"} if content else {})},
                )
            except httpx2.TransportError as fault:
                raise PartnerAway(type(fault).__name__) from fault
            current.set_attribute("http.response.status_code", answer.status_code)
            if answer.is_success or (answer.is_client_error and answer.status_code not in _LATER):
                return answer
            raise PartnerAway(str(answer.status_code))


@asynccontextmanager
async def client_at(address: str, key: str, timeout_seconds: float) -> AsyncIterator[Client]:
    """The case system at ``address``, spoken to directly: no proxy from the environment, no redirects."""
    async with httpx2.AsyncClient(
        base_url=address,
        headers={KEY_HEADER: key, "accept": "application/json"},
        timeout=timeout_seconds,
        trust_env=False,
        follow_redirects=False,
    ) as http:
        yield Client(http)
