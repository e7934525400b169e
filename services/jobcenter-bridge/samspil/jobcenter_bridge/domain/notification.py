"""A thin notification that something changed in the case system, and what became of it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from uuid import UUID

ACTIVITY = "Aktivitet"
"""The one kind of entity that is fetched; known by name, because its number is not published."""

NOTHING = UUID(int=0)
"""Stands for "no identifier" in notifications."""


class Change(IntEnum):
    """What is said to have happened, in the published numbers; what is so is fetched."""

    CREATED = 1
    CHANGED = 2
    DELETED = 3


class State(StrEnum):
    """Where a notification is."""

    WAITING = "waiting"
    """To be looked at, now or again later."""
    RECEIVED = "received"
    """What it was about is known."""
    NOT_RECEIVED = "not_received"
    """It is about somebody whose milestones are not received; nothing of it was kept."""
    OVERTAKEN = "overtaken"
    """A newer version of the same entity was looked at before."""
    GONE = "gone"
    """What it was about is deleted."""
    UNUSED = "unused"
    """It is about a kind of entity that is not used here."""
    FAILED = "failed"
    """Trying again does not help until somebody has looked at it."""


@dataclass(frozen=True, slots=True)
class Notification:
    """What identifies a change: the same three again are the same notification."""

    entity_type: int
    entity: UUID
    version: int


def first_state(entity_name: str, entity: UUID) -> State:
    """What happens to a notification that has just come."""
    return State.WAITING if entity_name == ACTIVITY and entity != NOTHING else State.UNUSED
