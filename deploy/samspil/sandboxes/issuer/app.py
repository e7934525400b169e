"""The issuer's doors: its keys, its description, and tokens for whoever asks."""

from time import time
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from pydantic import BaseModel

from samspil.sandboxes.issuer.key import ALGORITHM
from samspil.sandboxes.issuer.people import MUNICIPALITY, PEOPLE, Person, person
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web.app import create_app
from samspil.web.auth import AUDIENCE, Role
from samspil.web.claims import Subject

EXPIRES_SECONDS: Final = 8 * 3600
"""A working day."""


class Wish(BaseModel):
    """Who the token shall speak for; without ``subject`` the known person of that role and sector."""

    role: Role
    sector: Sector | None = None
    subject: Subject | None = None
    units: list[Unit] | None = None
    """Instead of the person's own."""


class Token(BaseModel):
    """A bearer token and for how many seconds it holds."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105  the name of a scheme
    expires_in: int = EXPIRES_SECONDS


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

    @doors.post("/token")
    async def token(wish: Wish) -> Token:
        return Token(access_token=signed(address, key, wish))

    return create_app("Samspil's built-in token issuer", routers=[doors])


def signed(address: str, key: ECKey, wish: Wish, *, expires_in: int = EXPIRES_SECONDS) -> str:
    """A token that the services accept when ``address`` is their ``OIDC_ISSUER``."""
    somebody = person(wish.role, wish.sector)
    now = int(time())
    claims: dict[str, Any] = {
        "iss": address,
        "aud": AUDIENCE,
        "sub": wish.subject or somebody.subject,
        "name": somebody.name,
        "role": wish.role,
        "iat": now,
        "exp": now + expires_in,
    }
    if wish.sector is not None:
        claims["sector"] = wish.sector
    if wish.sector in {Sector.SOCIAL, Sector.EMPLOYMENT}:
        claims["municipality"] = MUNICIPALITY
    if units := list(somebody.units) if wish.units is None else wish.units:
        claims["units"] = units
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key)
