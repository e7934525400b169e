"""The issuer's public keys, kept while the issuer is away."""

import asyncio
from time import monotonic
from typing import Final

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet
from pydantic_core import from_json

from samspil.telemetry.log import get_logger
from samspil.web.discovery import fetch_keys

_log = get_logger()

FRESH_SECONDS: Final = 300.0
"""After so long the keys are asked for again, so that one that was withdrawn is not trusted for ever."""
_PATIENCE_SECONDS: Final = 10.0
"""Unknown key ids are cheap to make up: they lead to one question in so many seconds."""
_ANSWER_SECONDS: Final = 10.0
"""For the whole of a question: whoever answers byte by byte is away, too."""


class IssuerAway(Exception):
    """The issuer does not answer and none of its keys was ever seen."""


class Jwks:
    """The keys of one issuer (RFC 7517): asked for when an id is unknown, and in the background when old."""

    def __init__(self, issuer: str, client: httpx2.AsyncClient) -> None:
        self._issuer = issuer
        self._client = client
        self._keys: KeySet | None = None
        self._fetched = float("-inf")
        self._asked = float("-inf")
        self._asking = asyncio.Lock()
        self._refreshing: asyncio.Task[None] | None = None  # a task that nobody holds may vanish

    async def key(self, key_id: str | None) -> Key | None:
        """The key with this id, None where the issuer has no such key; raises ``IssuerAway``."""
        found = self._find(key_id)
        if found is None:
            await self._ask()
            if self._keys is None:
                raise IssuerAway
            return self._find(key_id)
        if monotonic() - self._fetched > FRESH_SECONDS and not self._asking.locked():
            self._refreshing = asyncio.create_task(self._ask())
        return found

    def _find(self, key_id: str | None) -> Key | None:
        return next((key for key in self._keys or () if key.kid == key_id), None)

    async def _ask(self) -> None:
        async with self._asking:
            patience = _PATIENCE_SECONDS if self._keys else _PATIENCE_SECONDS / 10
            if monotonic() - self._asked < patience:
                return
            try:
                async with asyncio.timeout(_ANSWER_SECONDS):
                    found = await fetch_keys(self._issuer, self._client)
                self._keys = KeySet.import_key_set(from_json(found))
                self._fetched = monotonic()
            except (httpx2.HTTPError, JoseError, ValueError, KeyError, TypeError, TimeoutError) as error:
                _log.warning("issuer away", reason=type(error).__qualname__, keys_kept=self._keys is not None)
            finally:
                self._asked = monotonic()
