"""How the keyring finds a citizen by number without keeping the number."""

import hashlib
import hmac
from typing import Final, Self
from uuid import UUID

from samspil.sealing.secret import secret_from_base64
from samspil.vocabulary.cpr import Cpr

_RELATIVES: Final = b"a relative signs in"
"""What a key of their own is derived for; no number is as long."""


class IndexKey:
    """HMAC-SHA256 of the number under a secret: without it, trying all numbers finds nobody."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._of_relatives = hmac.digest(key, _RELATIVES, hashlib.sha256)

    @classmethod
    def from_base64(cls, text: str) -> Self:
        """From the environment's ``INDEX_KEY``; raises ``ValueError`` without the text."""
        return cls(secret_from_base64(text))

    def of(self, cpr: Cpr) -> bytes:
        """The 32 bytes under which the number stands in the index."""
        return hmac.digest(self._key, cpr.number.encode("ascii"), hashlib.sha256)

    def of_relative(self, cpr: Cpr, relative: UUID) -> bytes:
        """The 32 bytes under which the number lets somebody sign in as this relative, and as no other."""
        return hmac.digest(self._of_relatives, cpr.number.encode("ascii") + relative.bytes, hashlib.sha256)
