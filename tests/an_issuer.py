"""An issuer that describes itself as it should, and answers for its keys whatever it is told to."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable

import httpx2

from samspil.web.discovery import discovery_address

Keys = Callable[[httpx2.Request], httpx2.Response | Awaitable[httpx2.Response]]


def issuer_client(address: str, keys: Keys) -> httpx2.AsyncClient:
    """Who asks it."""

    async def answer(request: httpx2.Request) -> httpx2.Response:
        if str(request.url) == discovery_address(address):
            return httpx2.Response(200, json={"issuer": address, "jwks_uri": f"{address}/keys"})
        assert str(request.url) == f"{address}/keys"
        answered = keys(request)
        return await answered if isawaitable(answered) else answered

    return httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
