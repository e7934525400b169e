"""The issuer's doors: its keys, its description, and tokens for whoever asks; it plays the provider, too."""

from time import time
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from pydantic import BaseModel

from samspil.sandboxes.issuer.key import ALGORITHM
from samspil.sandboxes.issuer.people import (
    AT_HOME,
    MUNICIPALITY,
    PEOPLE,
    AtHome,
    Person,
    person,
    person_at_home,
)
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web.app import create_app
from samspil.web.assertion import AUDIENCE as SIGN_IN
from samspil.web.auth import AUDIENCE, Role
from samspil.web.claims import Subject
from samspil.web.problem_types import NOT_FOUND
from samspil.web.problems import Problem

EXPIRES_SECONDS: Final = 8 * 3600
"""A working day."""
AT_HOME_SECONDS: Final = 3600
"""A visit: the machine at home may be anybody's."""
ASSERTION_SECONDS: Final = 60
"""From one server to the other."""
OWN_ROLES: Final = frozenset({Role.CITIZEN, Role.RELATIVE})


class Wish(BaseModel):
    """Who the token shall speak for; without ``subject`` the known person of that role and sector."""

    role: Role
    sector: Sector | None = None
    subject: Subject | None = None
    units: list[Unit] | None = None
    """Instead of the person's own."""
    about: UUID | None = None
    """Of a relative: the citizen who lets them know something."""


class Token(BaseModel):
    """A bearer token and for how many seconds it holds."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105  the name of a scheme
    expires_in: int


class Somebody(BaseModel):
    """Who sits at the browser, and has shown it to the provider as they do there."""

    subject: Subject


class Asserted(BaseModel):
    """The provider's word on who it is, for whoever signs them in and for nobody else."""

    assertion: str


class Listed(BaseModel):
    """Somebody at home who can sign in; their number is told by an assertion only."""

    subject: str
    name: str


def issuer_app(address: str, key: ECKey) -> FastAPI:
    """``address`` becomes the ``iss`` of every token."""
    doors = APIRouter()

    @doors.get("/.well-known/jwks.json")
    async def keys() -> dict[str, Any]:
        return dict(KeySet([key]).as_dict(private=False))

    @doors.get("/.well-known/openid-configuration")
    async def configuration() -> dict[str, Any]:
        return {
            "issuer": address,
            "jwks_uri": f"{address}/.well-known/jwks.json",
            "token_endpoint": f"{address}/token",
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "response_types_supported": ["token"],
            "subject_types_supported": ["public"],
        }

    @doors.get("/people")
    async def people() -> tuple[Person, ...]:
        return PEOPLE

    @doors.get("/people-at-home")
    async def people_at_home() -> list[Listed]:
        return [Listed(subject=one.subject, name=one.name) for one in AT_HOME]

    @doors.post("/token")
    async def token(wish: Wish) -> Token:
        seconds = AT_HOME_SECONDS if wish.role in OWN_ROLES else EXPIRES_SECONDS
        return Token(access_token=signed(address, key, wish, expires_in=seconds), expires_in=seconds)

    @doors.post("/assertion")
    async def assertion(somebody: Somebody) -> Asserted:
        found = person_at_home(somebody.subject)
        if found is None:
            raise Problem(NOT_FOUND)
        return Asserted(assertion=asserted(address, key, found))

    return create_app("Samspil's built-in token issuer", routers=[doors])


def signed(address: str, key: ECKey, wish: Wish, *, expires_in: int = EXPIRES_SECONDS) -> str:
    """A token that the services accept when ``address`` is their ``OIDC_ISSUER``."""
    somebody = person(wish.role, wish.sector)
    claims: dict[str, Any] = {
        "aud": AUDIENCE,
        "sub": wish.subject or somebody.subject,
        "role": wish.role,
    }
    if wish.role not in OWN_ROLES:  # what they are called is sealed, and stands in no token
        claims["name"] = somebody.name
    if wish.about is not None:
        claims["about"] = str(wish.about)
    if wish.sector is not None:
        claims["sector"] = wish.sector
    if wish.sector in {Sector.SOCIAL, Sector.EMPLOYMENT}:
        claims["municipality"] = MUNICIPALITY
    if units := list(somebody.units) if wish.units is None else wish.units:
        claims["units"] = units
    return _sign(address, key, claims, expires_in)


def asserted(address: str, key: ECKey, somebody: AtHome) -> str:
    """An assertion that the overview accepts when ``address`` is its ``OIDC_ISSUER``."""
    return _sign(address, key, {"aud": SIGN_IN, "cpr": somebody.cpr.number}, ASSERTION_SECONDS)


def _sign(address: str, key: ECKey, claims: dict[str, Any], seconds: int) -> str:
    now = int(time())
    times = {"iss": address, "iat": now, "exp": now + seconds}
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, {**claims, **times}, key)
