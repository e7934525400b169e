"""Where a citizen stands at the jobcenter: the groups there, with their history, and who coordinates."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.contracts.employment import EmploymentStatusChanged, StatusPeriod
from samspil.jobcenter_bridge.domain.basis import BASIS
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Groups:
    """The whole of it."""

    periods: tuple[StatusPeriod, ...]
    """The first one first; never none."""
    coordinator: Sealed | None = None
    """A name, sealed for whom it is about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An entity that tells it, as it was looked at."""

    id: UUID
    """Its own, in the jobcenter's case system."""
    version: int
    groups: Groups | None
    """None: it is deleted, or tells of no group."""


def said_of(now_so: Standing, before: Standing | None, now: datetime) -> tuple[EmploymentStatusChanged, ...]:
    """The whole of it, where it differs from what was said; nothing of what never told of a group."""
    if (before.groups if before else None) == now_so.groups:
        return ()
    groups = now_so.groups or Groups(periods=())
    fact = EmploymentStatusChanged(
        status_id=now_so.id,
        periods=groups.periods,
        coordinator=groups.coordinator,
        basis=BASIS,
        occurred_at=now,
    )
    return (fact,)
