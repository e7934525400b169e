"""How the keyring finds a citizen by number without keeping the number."""

import hashlib
import hmac
from typing import Self

from samspil.sealing.secret import secret_from_base64
from samspil.vocabulary.cpr import Cpr


class IndexKey:
    """HMAC-SHA256 of the number under a secret: without it, trying all numbers finds nobody."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def from_base64(cls, text: str) -> Self:
        """From the environment's ``INDEX_KEY``; raises ``ValueError`` without the text."""
        return cls(secret_from_base64(text))

    def of(self, cpr: Cpr) -> bytes:
        """The 32 bytes under which the number stands in the index."""
        return hmac.digest(self._key, cpr.number.encode("ascii"), hashlib.sha256)
