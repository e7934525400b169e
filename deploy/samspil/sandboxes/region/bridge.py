"""The way to Samspil: the region's system signs in and hands its messages over."""

import gzip
import json
from typing import Any, NamedTuple

import httpx2


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

    async def hand_over(self, body: bytes, *, packed: bool = False) -> Outcome:
        """Send one message, with gzip if so wished, and read its acknowledgement."""
        try:
            token = await self._client.post(self._token, json={"role": "integrator", "sector": "region"})
            headers = {
                "authorization": f"Bearer {token.json()['access_token']}",
                "content-type": "application/fhir+json",
            }
            if packed:
                headers["content-encoding"] = "gzip"
                body = gzip.compress(body)
            answer = await self._client.post(self._door, content=body, headers=headers)
        except (httpx2.HTTPError, ValueError, KeyError):
            return Outcome(None, None, None)
        return Outcome(answer.status_code, _code(answer), answer.headers.get("x-trace-id"))


def _code(answer: httpx2.Response) -> str | None:
    try:
        entries: list[dict[str, Any]] = answer.json()["entry"]
        return str(entries[0]["resource"]["response"]["code"])
    except (json.JSONDecodeError, KeyError, IndexError, TypeError):
        return None
