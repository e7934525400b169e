"""What the case system counts in versions: the newest is known, in whatever order they are looked at."""

from dataclasses import replace
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from samspil.jobcenter_bridge.domain.notification import State


class Versioned(Protocol):
    """A dataclass of what one entity said when it was looked at."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> UUID:
        """The entity's, in the jobcenter's case system."""
        ...

    @property
    def version(self) -> int:
        """As that system counts."""
        ...


V = TypeVar("V", bound=Versioned)


class Taken(NamedTuple, Generic[V]):
    """What is known afterwards, whether it is news, and what became of the notification."""

    known: dict[UUID, V]
    is_news: bool
    state: State


def take(known: dict[UUID, V], heard: V) -> Taken[V]:
    """A version counts once, and one that says what the version before it said is no news."""
    before = known.get(heard.id)
    if before is not None and heard.version == before.version:
        return Taken(known, False, State.RECEIVED)
    return look(known, heard)


def look(known: dict[UUID, V], heard: V) -> Taken[V]:
    """The same of what does not tell its version: as it is found now, unless a newer one was looked at."""
    before = known.get(heard.id)
    if before is not None and heard.version < before.version:
        return Taken(known, False, State.OVERTAKEN)
    is_news = before is None or replace(before, version=heard.version) != heard
    return Taken({**known, heard.id: heard}, is_news, State.RECEIVED)
