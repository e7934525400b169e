"""An issuer says itself where its keys are, and what it says is doubted (OpenID Connect Discovery 1.0)."""

from typing import Final
from urllib.parse import urlsplit

import httpx2
from pydantic import BaseModel, ConfigDict

from samspil.vocabulary.address import SafeAddress

_MAX_BYTES: Final = 256 * 1024
"""Of a description, and of a set of keys: a few of each fill some kilobytes."""


class _Description(BaseModel):
    """Of what an issuer says of itself the two members that are needed here."""

    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)

    issuer: str
    jwks_uri: SafeAddress


def discovery_address(issuer: str) -> str:
    """Where an issuer describes itself (section 4)."""
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


async def fetch_keys(issuer: str, client: httpx2.AsyncClient) -> bytes:
    """The issuer's key set as it is sent (RFC 7517). Raises ``httpx2.HTTPError`` and ``ValueError``.

    Its description has to name exactly this issuer (section 4.3); keys are fetched over plain http only where
    the issuer is asked over it, which is on this machine.
    """
    said = _Description.model_validate_json(await _read(discovery_address(issuer), client))
    if said.issuer != issuer:
        raise ValueError("the description is another issuer's")
    if urlsplit(said.jwks_uri).scheme not in {"https", urlsplit(issuer).scheme}:
        raise ValueError("keys are not fetched over less than the issuer is asked over")
    return await _read(said.jwks_uri, client)


async def _read(address: str, client: httpx2.AsyncClient) -> bytes:
    """An answer of 2xx, not packed and of a sane size; nobody is followed elsewhere."""
    body = bytearray()
    try:
        async with client.stream("GET", address, headers={"accept-encoding": "identity"}) as answer:
            if "content-encoding" in answer.raise_for_status().headers:
                raise ValueError("the answer is packed, and its size is unknown")
            async for chunk in answer.aiter_bytes():
                body.extend(chunk)
                if len(body) > _MAX_BYTES:
                    raise ValueError("the answer is too large")
    except httpx2.InvalidURL as wrong:
        raise ValueError("the address cannot be asked at") from wrong
    return bytes(body)
