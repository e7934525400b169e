"""Who asks: a bearer token verified against its issuer's keys becomes a caller with a role and a sector."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Annotated, Final

import httpx2
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from joserfc import jws, jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError

from samspil.rulebook.case_at_hand import AccessReason, Relation
from samspil.sealing.access import Access
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types as types
from samspil.web.claims import Claims, unverified
from samspil.web.claims import told as claims_told
from samspil.web.discovery import discovery_address
from samspil.web.jwks import IssuerAway, Jwks
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem
from samspil.web.refusals import refuses
from samspil.web.role import Admits
from samspil.web.role import Role as Role

AUDIENCE: Final = "samspil"
ALGORITHMS: Final = ["ES256", "RS256"]
"""Signatures with a public key only: never ``none``, never a shared secret."""
_LEEWAY_SECONDS: Final = 30
_MAX_TOKEN_CHARACTERS: Final = 8192

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    bearerFormat="JWT",
    description=f"A JWT, signed with {' or '.join(ALGORITHMS)}. Role and sector let in; no scope is read.\n\n"
    + claims_told(),
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks; ``subject`` is the issuer's id of a person or a system and is never logged."""

    subject: str
    role: Role
    sector: Sector | None
    """None for those who belong to none, such as the citizen."""
    units: frozenset[str] = frozenset()
    """The units that they work for, by the units' own codes."""
    municipality: str | None = None
    """The kommunekode of the municipality that they work for."""
    name: str | None = field(default=None, compare=False)
    """What the issuer calls them, for their own page only."""
    relation: Relation | None = None
    """How a case of the citizen's is at hand, where it was asked."""
    reason: AccessReason | None = None
    """Where none is: why they have to look all the same."""

    def access(self, why: str) -> Access:
        """Their look at sealed fields, for the access log; who has no sector looks for social psychiatry."""
        return Access(
            self.subject,
            self.role,
            self.sector or Sector.SOCIAL,
            why,
            units=self.units,
            relation=self.relation,
            reason=self.reason,
        )

    def __repr__(self) -> str:
        return f"Caller({self.role})"


class Issuer:
    """Turns tokens of one OpenID Connect issuer into callers."""

    def __init__(self, address: str, client: httpx2.AsyncClient | None = None) -> None:
        """``address`` is the exact ``iss`` of its tokens; it tells itself where its keys are."""
        self._address = address
        self.described_at = discovery_address(address)
        self._jwks = Jwks(address, client or httpx2.AsyncClient(timeout=5, trust_env=False))
        self._rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": address},
            aud={"essential": True, "value": AUDIENCE},
        )

    async def caller(self, token: str) -> Caller:
        """Verify signature, issuer, receiver and time; raises ``Problem``, one kind for each way to fail."""
        if len(token) > _MAX_TOKEN_CHARACTERS:
            raise refusal(types.TOKEN_INVALID)
        try:
            head, origin = unverified(token)
            # Read before it is verified, to refuse only: a foreign token's key is not worth a question.
            if origin.iss != self._address:
                raise refusal(types.TOKEN_FOREIGN)
            key = await self._jwks.key(head.kid)
            if key is None:
                raise refusal(types.TOKEN_INVALID)
            verified = jws.deserialize_compact(token, key, ALGORITHMS)
            claims = Claims.model_validate_json(verified.payload)
            self._rules.validate(claims.model_dump(exclude_none=True))
            units = frozenset(claims.units)
            return Caller(claims.sub, claims.role, claims.sector, units, claims.municipality, claims.name)
        except ExpiredTokenError as error:
            raise refusal(types.TOKEN_EXPIRED) from error
        except ClaimError as error:
            foreign = error.claim in ("iss", "aud")
            raise refusal(types.TOKEN_FOREIGN if foreign else types.TOKEN_INVALID) from error
        except (JoseError, ValueError) as error:
            raise refusal(types.TOKEN_INVALID) from error
        except IssuerAway as error:
            raise Problem(types.ISSUER_AWAY) from error


@refuses(
    types.UNAUTHORIZED,
    types.TOKEN_INVALID,
    types.TOKEN_EXPIRED,
    types.TOKEN_FOREIGN,
    types.FORBIDDEN_ROLE,
    types.ISSUER_AWAY,
)
class Allowed(Admits):
    """A dependency that lets in whom it admits, and gives the caller."""

    async def __call__(
        self, request: Request, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
    ) -> Caller:
        return await admit(request, bearer.credentials if bearer else None, self.roles, self.sector)


def allow(*roles: Role, sector: Sector | None = None) -> Allowed:
    """For these roles, of one sector where it is named.

    ``caller: Annotated[Caller, Depends(allow(Role.CASEWORKER, sector=Sector.SOCIAL))]``
    """
    return Allowed(roles, sector)


async def admit(
    request: Request, token: str | None, roles: Collection[Role], sector: Sector | None
) -> Caller:
    """The caller of the token, wherever the request carried it; raises ``Problem``."""
    if token is None:
        raise refusal(types.UNAUTHORIZED)
    issuer: Issuer = request.app.state.issuer
    found = await issuer.caller(token)
    request.state.caller = found
    if found.role not in roles or (sector is not None and found.sector is not sector):
        raise refusal(types.FORBIDDEN_ROLE)
    return found


def refusal(kind: ProblemType) -> Problem:
    """The problem with the challenge that RFC 6750 asks for."""
    challenge = f'Bearer realm="{AUDIENCE}"'
    if kind.status == 403:
        challenge += ', error="insufficient_scope"'
    elif kind is not types.UNAUTHORIZED:
        challenge += ', error="invalid_token"'
    return Problem(kind, headers={"www-authenticate": challenge})
