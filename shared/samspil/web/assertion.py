"""Who signs in from home: what the provider (MitID, through a broker) asserts, read once and then forgotten.

It goes from server to server, is meant for signing in alone, and opens no door: who asks shows a token.
"""

from time import time
from typing import Final

import httpx2

from samspil.vocabulary.cpr import Cpr
from samspil.web.claims import Seconds, Verified
from samspil.web.problem_types import TOKEN_INVALID
from samspil.web.signed import Signed, refusal

AUDIENCE: Final = "samspil-sign-in"
"""Never that of tokens."""
LONGEST_SECONDS: Final = 300
"""For which one may hold from now on; a provider's that holds longer is none."""


class Assertion(Verified):
    """That whoever sits at the browser now has this number."""

    aud: str
    """One receiver alone."""
    iat: Seconds
    cpr: Cpr


class Provider:
    """Turns assertions of one provider into numbers."""

    def __init__(self, address: str, client: httpx2.AsyncClient | None = None) -> None:
        """``address`` is the exact ``iss`` of its assertions."""
        self._signed = Signed(address, AUDIENCE, client)

    async def number(self, assertion: str) -> Cpr:
        """The number; keep it nowhere. Raises ``Problem``, as for tokens."""
        said = await self._signed.read(assertion, Assertion)
        if said.exp > time() + LONGEST_SECONDS:
            raise refusal(TOKEN_INVALID)
        return said.cpr
