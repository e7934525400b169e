"""Whom a citizen has around them, and how they want to be met."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.citizen import (
    CitizenRelativeAdded,
    CitizenRelativeChanged,
    ContactWay,
    RelativeKind,
    RelativeLeft,
)
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who holds the threads together for the citizen."""

    staff: str
    """Staff id."""
    name: Sealed
    unit: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class ContactWishes:
    """How the citizen wants to be contacted."""

    ways: tuple[ContactWay, ...]
    words: Sealed | None
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody close to the citizen, and what the citizen lets them be told."""

    id: UUID
    kind: RelativeKind
    name: Sealed
    contact: Sealed | None
    wishes: Sealed | None
    """When and about what they want to be asked."""
    may_know: tuple[DataClass, ...]
    until: date | None
    """The last day of the permission."""
    added_at: datetime
    left: RelativeLeft | None = None
    """Why they are no longer there."""
    left_at: datetime | None = None
    version: int = 0
    """The number of the last event about it."""


def relative_of(
    fact: CitizenRelativeAdded | CitizenRelativeChanged, before: Relative | None, seq: int
) -> Relative:
    """The whole of it as the fact says it."""
    return Relative(
        id=fact.relative_id,
        kind=fact.kind,
        name=fact.name,
        contact=fact.contact,
        wishes=fact.wishes,
        may_know=fact.may_know,
        until=fact.until,
        added_at=before.added_at if before else fact.occurred_at,
        version=seq,
    )
