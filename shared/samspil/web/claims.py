"""What a token says, read strictly: whatever else a stranger writes into one makes it unreadable, no more."""

import base64
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samspil.vocabulary.municipality import Municipality
from samspil.vocabulary.plain_text import Name
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web.role import Role

Subject = Annotated[str, StringConstraints(pattern=r"^[!-~][ -~]{0,254}$")]
"""The issuer's id of a person or a system: at most 255 ASCII characters (OpenID Connect Core 1.0, 2)."""

_YEAR_9999: Final = 253_402_300_799
Seconds = Annotated[int | float, Field(ge=0, le=_YEAR_9999, allow_inf_nan=False)]
"""NumericDate (RFC 7519): seconds since 1970."""


class _Read(BaseModel):
    """Strict, and read from bytes: that parser refuses deep nesting and endless numbers by ``ValueError``."""

    model_config = ConfigDict(
        strict=True, frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True
    )


class Head(_Read):
    """The header (RFC 7515), before it is verified: it names the key to verify with."""

    alg: str
    kid: Annotated[str, StringConstraints(max_length=200)] | None = None
    crit: list[str] = []
    """What its reader has to understand (4.1.11); whatever else stands there could not be gone through."""


class Origin(_Read):
    """Of the claims the one that is read before they are verified, to refuse only."""

    iss: str
    """Who issued the token, exactly as this installation names its issuer."""


class Verified(Origin):
    """The registered claims (RFC 7519, 4.1) that whatever is signed is verified by."""

    aud: str | list[str]
    """Whom it is meant for: `samspil`, alone or among others."""
    exp: Seconds
    """Until when it holds, in seconds since 1970."""
    nbf: Seconds | None = None
    """From when on it holds."""
    iat: Seconds | None = None
    """When it was issued."""

    @property
    def registered(self) -> dict[str, Any]:
        """By their names, as far as they are said."""
        said = {name: getattr(self, name) for name in Verified.model_fields}
        return {name: value for name, value in said.items() if value is not None}


class Claims(Verified):
    """The claims that a caller is made of."""

    sub: Subject
    """The issuer's id of the person or system: at most 255 ASCII characters; it is never logged."""
    role: Role
    """The one role in which the caller asks."""
    sector: Sector | None = None
    """The party whose staff or system the caller is; without it, of none."""
    units: Annotated[list[Unit], Field(max_length=100)] = []
    """The codes of the units that the caller works for."""
    municipality: Municipality | None = None
    """The kommunekode of the municipality that the caller works for."""
    name: Name | None = None
    """What the caller is called, for their own page."""
    about: UUID | None = None
    """Of a relative: the citizen who lets them know something, by Samspil's own id."""


def told() -> str:
    """A line for each claim, as OpenAPI describes the token."""
    return "\n".join(
        f"- `{name}`{'' if claim.is_required() else ' (optional)'}: {claim.description}"
        for name, claim in Claims.model_fields.items()
    )


def unverified(token: str) -> tuple[Head, Origin]:
    """What a token says of itself. Raises ``ValueError`` for whatever is no token."""
    head, claims, _signature = token.split(".")
    return Head.model_validate_json(_bytes(head)), Origin.model_validate_json(_bytes(claims))


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
