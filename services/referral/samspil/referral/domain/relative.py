"""Relatives and others whom the citizen lets be told something, each by the citizen's own permission.

Nothing here leads to a file that they may have of their own: they are a name and a way to reach them, and
never a number.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.citizen import RelativeKind, RelativeLeft
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered about somebody: the whole of it, each time."""

    kind: RelativeKind
    name: Sealed
    contact: Sealed | None
    """How to reach them."""
    wishes: Sealed | None
    """When and about what they want to be asked."""
    may_know: tuple[DataClass, ...]
    """Nothing: only that they are there."""
    until: date | None
    """The last day of that permission; None where nothing may be told."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody close to the citizen; who is no longer there stays, because it explains what was told."""

    id: UUID
    entry: Entry
    added_at: datetime
    left: RelativeLeft | None = None
    """Why they are no longer there."""
    left_at: datetime | None = None
    version: int = 0
    """The number of the last fact about it."""

    def may_be_told(self, today: date) -> tuple[DataClass, ...]:
        """What the citizen lets them know on this day: a permission is over by itself."""
        until = self.entry.until
        return self.entry.may_know if self.left is None and until and today <= until else ()


Relatives = dict[UUID, Relative]
"""All of one citizen's, those who are no longer there included."""


class UnknownRelative(Exception):
    """The citizen has named nobody by this id."""


class RelativeHasLeft(Exception):
    """They are no longer there: nothing more is entered about them, and nobody asks them anything."""


def require_relative(relatives: Relatives, relative_id: UUID) -> Relative:
    """One of the citizen's. Raises ``UnknownRelative``."""
    relative = relatives.get(relative_id)
    if relative is None:
        raise UnknownRelative
    return relative


def require_there(relative: Relative) -> Relative:
    """Whoever is still there. Raises ``RelativeHasLeft``."""
    if relative.left is not None:
        raise RelativeHasLeft
    return relative
