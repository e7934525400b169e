"""Who may ask the case system: whoever shows its key, and a token that it gave and that still holds."""

import base64
import hmac
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import quote_plus

HOLDS_SECONDS = 600
"""How long a token holds."""


@dataclass
class Keys:
    """The key, the one client that is known, and the tokens it was given."""

    key: str = field(repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    """Empty: no tokens are given, and none are asked for."""
    given: dict[str, float] = field(default_factory=dict, repr=False)
    """Token → when it ends, by the clock of this process."""

    def is_shown(self, key: str) -> bool:
        """Whether this is the key."""
        return hmac.compare_digest(key.encode(), self.key.encode())

    def is_client(self, authorization: str) -> bool:
        """Whether this names the client and its secret (RFC 6749, 2.3.1)."""
        known = f"{quote_plus(self.client_id)}:{quote_plus(self.client_secret)}".encode()
        expected = f"Basic {base64.b64encode(known).decode()}"
        return bool(self.client_secret) and hmac.compare_digest(authorization.encode(), expected.encode())

    def give(self) -> str:
        """A new token."""
        token = secrets.token_urlsafe(32)
        self.given[token] = time.monotonic() + HOLDS_SECONDS
        return token

    def holds(self, authorization: str) -> bool:
        """Whether this shows a token that holds, or none is asked for."""
        if not self.client_secret:
            return True
        token = authorization.removeprefix("Bearer ")
        return self.given.get(token, float("-inf")) > time.monotonic()

    def expire(self) -> None:
        """No token holds any more."""
        self.given.clear()
