"""How a walk asks: what nobody has read or answered is asked again, the same, and a refusal is told."""

from types import SimpleNamespace
from typing import Any, cast

import httpx2
import pytest

from samspil.testkit.people import BRUNO
from samspil.testkit.walk import Walk


async def asked(*statuses: int) -> list[httpx2.Request]:
    """What arrives when a service answers so, one after the other."""
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(statuses[len(seen) - 1], json={})

    async def headers(_role: str, _sector: str) -> dict[str, str]:
        return {}

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http:
        system = SimpleNamespace(http=http, headers=headers, address=lambda _name: "http://here.example")
        await Walk(cast(Any, system), BRUNO).post("caseworker", "plan", "/v1/goals", {"title": "x"})
    return seen


@pytest.mark.parametrize("first", [408, 500, 503])
async def test_what_was_not_read_or_not_answered_is_asked_again_under_the_same_key(first: int) -> None:
    once, again = await asked(first, 201)

    assert once.headers["idempotency-key"] == again.headers["idempotency-key"]
    assert once.content == again.content


@pytest.mark.parametrize("refused", [400, 404, 409, 428])
async def test_a_refusal_is_told_and_not_asked_again(refused: int) -> None:
    with pytest.raises(AssertionError, match="is refused"):
        await asked(refused, 201)
