"""Files of one person: which was absorbed by which, since when, and until when that held."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.citizen import CitizenMerged, CitizenSplit, other_file


@dataclass(frozen=True, slots=True)
class Merge:
    """That this file and another were of one person."""

    other: UUID
    """The other one's citizen id."""
    survives: bool
    """Whether this is the file that what is new is said of."""
    since: datetime
    until: datetime | None = None
    """When it turned out that they are two; None: they are one."""


Merges = tuple[Merge, ...]
"""The oldest first."""


def absorbed(merges: Merges) -> tuple[UUID, ...]:
    """The files that belong to this one."""
    return tuple(one.other for one in merges if one.survives and one.until is None)


def merged_into(merges: Merges) -> UUID | None:
    """The file that this one belongs to; None: it stands alone."""
    return next((one.other for one in merges if not one.survives and one.until is None), None)


def merges_after(merges: Merges, citizen: UUID, fact: CitizenMerged | CitizenSplit) -> Merges:
    """With one more fact, which is told of ``citizen``."""
    other = other_file(fact, citizen)
    if isinstance(fact, CitizenMerged):
        return (*merges, Merge(other, fact.survivor == citizen, fact.occurred_at))
    return tuple(
        replace(one, until=fact.occurred_at) if (one.other, one.until) == (other, None) else one
        for one in merges
    )
