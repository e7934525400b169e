"""Versions: that of a thing is the number of the last fact about it, in its citizen's stream.

The service knows it when it says the fact, and every hearer from the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Change:
    """A fact about a thing, as far as it can be told to whoever may change the thing."""

    type: str
    occurred_at: datetime
    by: str | None
    """A staff id, or ``citizen``; None where the fact names nobody."""


class StaleVersion(Exception):
    """The writer has seen an older version of the thing than the one that is decided about."""

    def __init__(self, seen: int, version: int, thing: UUID | None = None) -> None:
        """``thing`` is the id of what it is about; None: the citizen at hand."""
        super().__init__()
        self.seen = seen
        self.version = version
        self.thing = thing
        self.since: tuple[Change, ...] = ()
        """What was said of it since, the newest last; filled in by the door."""


class Versioned(Protocol):
    """Something that facts are about; its version is the number of the last of them."""

    @property
    def version(self) -> int:
        """0 before the first fact."""
        ...


V = TypeVar("V", bound=Versioned)


Versions = Mapping[UUID, int]
"""Thing → version."""


def at(thing: V, version: int) -> V:
    """The thing at that version."""
    return cast(V, replace(cast(Any, thing), version=version))


def all_at(things: Mapping[UUID, V], versions: Versions) -> dict[UUID, V]:
    """The things, those that facts were about at their new versions."""
    return {id_: at(one, versions[id_]) if id_ in versions else one for id_, one in things.items()}


def require_version(thing: Versioned, seen: int | None) -> None:
    """Let a writer on who has seen the thing as it is, or need not say. Raises ``StaleVersion``."""
    if seen is not None and seen != thing.version:
        raise StaleVersion(seen, thing.version, getattr(thing, "id", None))
