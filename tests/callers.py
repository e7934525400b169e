"""Everybody who may knock: each role of each sector, and those whose token is none."""

import time
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import httpx2
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from an_issuer import issuer_client
from samspil.sandboxes.issuer.key import new_key
from samspil.testkit.builders import CITIZEN
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Issuer, Role

ISSUER: Final = "https://issuer.test"
_KEY: Final = new_key()

Who = tuple[Role, Sector | None]

SECTORS: Final = (*Sector, None)


def issuer() -> Issuer:
    """Who knows the tokens that are made here."""
    keys = KeySet([_KEY]).as_dict(private=False)
    return Issuer(ISSUER, issuer_client(ISSUER, lambda _: httpx2.Response(200, json=keys)))


def token(role: object, sector: object, key: ECKey = _KEY, **changed: Any) -> str:
    """A token with these claims; one that is ``None`` is left out."""
    claims = {
        "iss": ISSUER,
        "aud": "samspil",
        "sub": "somebody",
        "exp": int(time.time()) + 3600,
        "role": role,
        "sector": sector,
        **changed,
    }
    told = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": _KEY.kid}, told, key)


RELATIVE: Final = UUID(int=7)
"""Whom doors are asked about that name a relative."""


def _who(role: Role, sector: Sector | None) -> dict[str, Any]:
    if role is Role.RELATIVE:
        return {"sub": str(RELATIVE), "about": str(CITIZEN)}
    return {"sub": str(CITIZEN) if role is Role.CITIZEN else f"{role}-{sector}"}


PEOPLE: Final[Mapping[Who, str]] = {
    (role, sector): token(role, sector, **_who(role, sector)) for role in Role for sector in SECTORS
}
"""One of each; the citizen asks about herself, and the relative about whoever lets them know something."""

_ROLES: Final = [*Role]

ABOUT_ANOTHER: Final[Mapping[str, str]] = {
    "a citizen who asks about another": token("citizen", None, sub=str(uuid7())),
    "a relative who asks about another": token("relative", None, sub=str(RELATIVE), about=str(uuid7())),
    "another relative of the citizen's": token("relative", None, sub=str(uuid7()), about=str(CITIZEN)),
}
"""Whose token is good, and lets them in nowhere but to their own."""

FORBIDDEN: Final[Mapping[str, str]] = {
    "a citizen by another spelling of their id": token("citizen", None, sub=str(CITIZEN).upper()),
    "a citizen whose id is none": token("citizen", None, sub="borger"),
    "a relative who names no citizen": token("relative", None, sub=str(RELATIVE)),
    "a relative whose id is none": token("relative", None, sub="relative", about=str(CITIZEN)),
    "a citizen whom a relative's claim names": token("citizen", None, sub="me", about=str(CITIZEN)),
    "a citizen whose other claims name staff's roles": token(
        "citizen", "social", roles=_ROLES, scope="caseworker visitator", groups=_ROLES
    ),
    "a region's leader who was a visitator once": token(
        "leader", "region", roles=["visitator"], realm_access=_ROLES
    ),
    "staff of two sectors, of which the claim names the other": token(
        "caseworker", "employment", sectors=["social"], unit="VISITATION-1"
    ),
    "a partner's system that calls itself the region": token("integrator", None, sub="system-region"),
}
"""Whose token is good and lets them in nowhere."""


def _staff(**changed: Any) -> str:
    return token("visitator", "social", **changed)


BAD: Final[Mapping[str, str]] = {
    "expired": _staff(exp=int(time.time()) - 3600),
    "not yet valid": _staff(nbf=int(time.time()) + 3600),
    "without exp": _staff(exp=None),
    "without sub": _staff(sub=None),
    "without aud": _staff(aud=None),
    "without iss": _staff(iss=None),
    "without role": token(None, "social"),
    "for somebody else": _staff(aud="another-house"),
    "of another issuer": _staff(iss="http://somebody.else"),
    "signed by a stranger": token("visitator", "social", new_key()),
    "with two roles": token(["caseworker", "visitator"], "social"),
    "with two roles in one word": token("caseworker visitator", "social"),
    "with a role of no such name": token("Visitator", "social"),
    "with every role": token("*", "social"),
    "with two sectors": token("visitator", ["social", "employment"]),
    "with a sector of no such name": token("visitator", "all"),
    "no token at all": "Jens.Vejmand.Hansen",
}
"""Of a visitator of social psychiatry, who is let in nearly everywhere, were it not for this."""
