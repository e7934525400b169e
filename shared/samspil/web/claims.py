"""What a token says, read strictly: whatever else a stranger writes into one makes it unreadable, no more."""

import base64
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samspil.vocabulary.plain_text import Name
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web.role import Role

Subject = Annotated[str, StringConstraints(pattern=r"^[!-~][ -~]{0,254}$")]
"""The issuer's id of a person or a system: at most 255 ASCII characters (OpenID Connect Core 1.0, 2)."""

_YEAR_9999: Final = 253_402_300_799
_Seconds = Annotated[int | float, Field(ge=0, le=_YEAR_9999, allow_inf_nan=False)]
"""NumericDate (RFC 7519): seconds since 1970."""


class _Read(BaseModel):
    """Strict, and read from bytes: that parser refuses deep nesting and endless numbers by ``ValueError``."""

    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)


class Head(_Read):
    """The header (RFC 7515), before it is verified: it names the key to verify with."""

    alg: str
    kid: Annotated[str, StringConstraints(max_length=200)] | None = None


class Origin(_Read):
    """Of the claims the one that is read before they are verified, to refuse only."""

    iss: str


class Claims(Origin):
    """The claims (RFC 7519) that a caller is made of."""

    aud: str | list[str]
    exp: _Seconds
    nbf: _Seconds | None = None
    iat: _Seconds | None = None
    sub: Subject
    role: Role
    sector: Sector | None = None
    units: Annotated[list[Unit], Field(max_length=100)] = []
    name: Name | None = None


def unverified(token: str) -> tuple[Head, Origin]:
    """What a token says of itself. Raises ``ValueError`` for whatever is no token."""
    head, claims, _signature = token.split(".")
    return Head.model_validate_json(_bytes(head)), Origin.model_validate_json(_bytes(claims))


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
