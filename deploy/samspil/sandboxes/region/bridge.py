"""The way to Samspil: the region's system signs in and hands its messages over."""

import json
from typing import Any, NamedTuple

import httpx2

from samspil.sandboxes.region.travel import PLAIN, Travel, on_its_way


class Outcome(NamedTuple):
    """What came back."""

    status: int | None
    code: str | None
    trace_id: str | None


class Bridge:
    """The region-bridge's door, and the issuer of the token that opens it."""

    def __init__(self, address: str, issuer: str, client: httpx2.AsyncClient | None = None) -> None:
        self._door = f"{address.rstrip('/')}/fhir/$process-message"
        self._token = f"{issuer.rstrip('/')}/token"
        self._client = client or httpx2.AsyncClient(timeout=20, trust_env=False)

    async def hand_over(self, body: bytes, travel: Travel = PLAIN) -> Outcome:
        """Send one message and read its acknowledgement."""
        try:
            token = await self._client.post(self._token, json={"role": "integrator", "sector": "region"})
            travels, headers = on_its_way(body, travel)
            headers["authorization"] = f"Bearer {token.json()['access_token']}"
            headers["accept"] = "application/fhir+json"
            answer = await self._client.post(self._door, content=travels, headers=headers)
        except (httpx2.HTTPError, ValueError, KeyError):
            return Outcome(None, None, None)
        return Outcome(answer.status_code, _code(answer), answer.headers.get("x-trace-id"))


def _code(answer: httpx2.Response) -> str | None:
    try:
        entries: list[dict[str, Any]] = answer.json()["entry"]
        return str(entries[0]["resource"]["response"]["code"])
    except (json.JSONDecodeError, KeyError, IndexError, TypeError):
        return None
