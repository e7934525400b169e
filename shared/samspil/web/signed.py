"""What one issuer signs: read only once signature, issuer, receiver and time are verified."""

from typing import Final, TypeVar

import httpx2
from joserfc import jws, jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError

from samspil.web import problem_types as types
from samspil.web.claims import Verified, unverified
from samspil.web.discovery import discovery_address
from samspil.web.jwks import IssuerAway, Jwks
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem

ALGORITHMS: Final = ["ES256", "RS256"]
"""Signatures with a public key only: never ``none``, never a shared secret."""
_LEEWAY_SECONDS: Final = 30
_MAX_TOKEN_CHARACTERS: Final = 8192

V = TypeVar("V", bound=Verified)


class Signed:
    """The tokens of one OpenID Connect issuer that are meant for one receiver."""

    def __init__(self, issuer: str, audience: str, client: httpx2.AsyncClient | None = None) -> None:
        """``issuer`` is the exact ``iss`` of its tokens; it tells itself where its keys are."""
        self._issuer = issuer
        self.described_at = discovery_address(issuer)
        self._jwks = Jwks(issuer, client or httpx2.AsyncClient(timeout=5, trust_env=False))
        self._rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
        )

    async def read(self, token: str, shape: type[V]) -> V:
        """What the token says; raises ``Problem``, one kind for each way to fail."""
        if len(token) > _MAX_TOKEN_CHARACTERS:
            raise refusal(types.TOKEN_INVALID)
        try:
            head, origin = unverified(token)
            # Read before it is verified, to refuse only: a foreign token's key is not worth a question.
            if origin.iss != self._issuer:
                raise refusal(types.TOKEN_FOREIGN)
            key = await self._jwks.key(head.kid)
            if key is None:
                raise refusal(types.TOKEN_INVALID)
            verified = jws.deserialize_compact(token, key, ALGORITHMS)
            claims = shape.model_validate_json(verified.payload)
            self._rules.validate(claims.registered)
        except ExpiredTokenError as error:
            raise refusal(types.TOKEN_EXPIRED) from error
        except ClaimError as error:
            foreign = error.claim in ("iss", "aud")
            raise refusal(types.TOKEN_FOREIGN if foreign else types.TOKEN_INVALID) from error
        except (JoseError, ValueError) as error:
            raise refusal(types.TOKEN_INVALID) from error
        except IssuerAway as error:
            raise Problem(types.ISSUER_AWAY) from error
        return claims


def refusal(kind: ProblemType) -> Problem:
    """The problem with the challenge that RFC 6750 asks for."""
    challenge = 'Bearer realm="samspil"'
    if kind.status == 403:
        challenge += ', error="insufficient_scope"'
    elif kind is not types.UNAUTHORIZED:
        challenge += ', error="invalid_token"'
    return Problem(kind, headers={"www-authenticate": challenge})
