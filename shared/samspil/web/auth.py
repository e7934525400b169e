"""Who asks: a bearer token verified against its issuer's keys becomes a caller with a role and a sector."""

from dataclasses import dataclass, field
from typing import Annotated, Final
from uuid import UUID

import httpx2
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from samspil.rulebook.case_at_hand import AccessReason, Relation
from samspil.sealing.access import Access
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types as types
from samspil.web.claims import Claims
from samspil.web.claims import told as claims_told
from samspil.web.refusals import refuses
from samspil.web.role import Admits
from samspil.web.role import Role as Role
from samspil.web.signed import ALGORITHMS, Signed
from samspil.web.signed import refusal as refusal

AUDIENCE: Final = "samspil"

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
    about: UUID | None = None
    """Of a relative: the id of the citizen who lets them know something."""
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
        """``address`` is the exact ``iss`` of its tokens."""
        self._signed = Signed(address, AUDIENCE, client)
        self.described_at = self._signed.described_at

    async def caller(self, token: str) -> Caller:
        """Verify signature, issuer, receiver and time; raises ``Problem``, one kind for each way to fail."""
        said = await self._signed.read(token, Claims)
        units = frozenset(said.units)
        return Caller(said.sub, said.role, said.sector, units, said.municipality, said.name, said.about)


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
        return await admit(request, bearer.credentials if bearer else None, self)


def allow(*roles: Role, sector: Sector | None = None, own: tuple[Role, ...] = ()) -> Allowed:
    """For these roles, of one sector where it is named; ``own`` are let in about themselves.

    ``caller: Annotated[Caller, Depends(allow(Role.CASEWORKER, sector=Sector.SOCIAL))]``
    """
    return Allowed(roles, sector, own)


async def admit(request: Request, token: str | None, admits: Admits) -> Caller:
    """The caller of the token, wherever the request carried it; raises ``Problem``."""
    if token is None:
        raise refusal(types.UNAUTHORIZED)
    issuer: Issuer = request.app.state.issuer
    found = await issuer.caller(token)
    request.state.caller = found
    if not admits.lets_in(found.role, found.sector):
        raise refusal(types.FORBIDDEN_ROLE)
    return found
