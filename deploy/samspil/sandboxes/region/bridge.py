"""The way to Samspil: the region's system signs in and hands its messages over."""

import json
import re
from base64 import b64decode
from typing import NamedTuple

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
        self._bare = f"{address.rstrip('/')}/fhir/$process-message"
        self._enveloped = f"{address.rstrip('/')}/fhir/$process-envelope"
        self._token = f"{issuer.rstrip('/')}/token"
        self._client = client or httpx2.AsyncClient(timeout=20, trust_env=False)

    async def hand_over(self, body: bytes, travel: Travel = PLAIN) -> Outcome:
        """Send one message and read its acknowledgement."""
        try:
            token = await self._client.post(self._token, json={"role": "integrator", "sector": "region"})
            travels, headers = on_its_way(body, travel)
            headers["authorization"] = f"Bearer {token.json()['access_token']}"
            door = self._enveloped if travel.enveloped else self._bare
            answer = await self._client.post(door, content=travels, headers=headers)
        except (httpx2.HTTPError, ValueError, KeyError):
            return Outcome(None, None, None)
        return Outcome(answer.status_code, _code(answer.content), answer.headers.get("x-trace-id"))


_DATA = re.compile(rb"<Data>([^<]*)</Data>")
_CODE_IN_XML = re.compile(rb'<response>.*?<code value="([a-z-]+)"', re.DOTALL)


def _code(answer: bytes) -> str | None:
    """Of an Acknowledgement in JSON or XML, bare or in an envelope."""
    if found := _DATA.search(answer):
        answer = b64decode(found[1])
    if found := _CODE_IN_XML.search(answer):
        return found[1].decode()
    try:
        return str(json.loads(answer)["entry"][0]["resource"]["response"]["code"])
    except (ValueError, KeyError, IndexError, TypeError):
        return None
