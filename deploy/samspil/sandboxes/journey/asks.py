"""What a step may ask of its player; each is answered before the step goes on."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any

from samspil.web.role import Role

JOBCENTER, REGION = "jobcenter", "region"
"""The partners, whose sandboxes a player knows by these names."""


@dataclass(frozen=True, slots=True)
class Get:
    """Read as somebody of social psychiatry; answered with the body, or None for what is not there yet."""

    role: Role
    service: str
    path: str


@dataclass(frozen=True, slots=True)
class Post:
    """Ask for something as somebody of social psychiatry; answered with the body.

    A thing is changed as it was ``seen``: that has its version.
    """

    role: Role
    service: str
    path: str
    body: Mapping[str, Any] | None = None
    seen: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """Let a partner tell its bridge something, until it is taken; answered with what was sent."""

    partner: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Received:
    """What a partner has been told of the citizen, in its own words, the oldest first."""

    partner: str


@dataclass(frozen=True, slots=True)
class MaySend:
    """Whether the partner's bridge has heard that it may receive of the citizen.

    Only the bridge's own table shows it: a player who cannot see that answers True.
    """

    partner: str


@dataclass(frozen=True, slots=True)
class Until:
    """Ask again and again until something is ``found`` in the answer; answered with that."""

    what: str
    """Names what is waited for, in an error."""
    ask: Get | MaySend
    found: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Say:
    """Tell whoever looks on; the address of a service's path ends the line."""

    line: str
    at: tuple[str, str] | None = None


Ask = Get | Post | Send | Received | MaySend | Until | Say

Steps = Generator[Ask, Any, None]
"""A step's asks, one after the other; it ends with ``Wrong`` when an answer may not be."""


class Wrong(Exception):
    """Something happened that must not; the text says what, after "the journey is wrong"."""
