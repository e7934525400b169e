"""HTTP to one address and nowhere else, and of an answer as much as anybody needs."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Final, NamedTuple

import httpx2

LONGEST_ANSWER: Final = 256 * 1024
"""Bytes; an activity has some hundreds."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: httpx2.Headers
    body: bytes | None
    """None where there is more than anybody needs, or in an encoding that was not asked for."""

    @property
    def is_success(self) -> bool:
        """2xx."""
        return 200 <= self.status < 300


async def answer_to(request: httpx2.Request, http: httpx2.AsyncClient) -> Answer:
    """Send it; raises whatever went wrong on the way."""
    answer = await http.send(request, stream=True)
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
async def directly(
    address: str, timeout_seconds: float, headers: Mapping[str, str]
) -> AsyncIterator[httpx2.AsyncClient]:
    """``address``, spoken to directly: no proxy from the environment, no redirects.

    A connection for each question, and no cookies: what one answer says too much is never read as the next.
    """
    async with httpx2.AsyncClient(
        base_url=address,
        headers={**headers, "accept": "application/json", "accept-encoding": "identity"},
        timeout=timeout_seconds,
        limits=httpx2.Limits(max_keepalive_connections=0),
        trust_env=False,
        follow_redirects=False,
    ) as http:
        http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
        yield http
