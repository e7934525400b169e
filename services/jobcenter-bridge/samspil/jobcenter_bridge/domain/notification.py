"""A thin notification that something changed in the case system, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID

NOTHING = UUID(int=0)
"""Stands for "no identifier" in notifications."""


class Kind(StrEnum):
    """What is fetched."""

    ACTIVITY = "activity"
    TASK = "task"
    """One in which our referral is answered."""
    REQUEST = "request"
    """One for help of ours."""
    CALL = "call"
    """One to a meeting there."""
    STATUS = "status"
    """To which groups the citizen belongs there."""


ENTITY_KINDS: Final[Mapping[str, Kind]] = {
    "Aktivitet": Kind.ACTIVITY,
    "Opgave": Kind.TASK,
    "Anmodning": Kind.REQUEST,
    "Indkaldelse": Kind.CALL,
    "Kontaktgruppe": Kind.STATUS,
}
"""Entities are known by name, because not all of their numbers are published."""


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
    """It is about somebody of whom such things are not received; nothing of it was kept."""
    OVERTAKEN = "overtaken"
    """A newer version of the same entity was looked at before."""
    GONE = "gone"
    """What it was about is deleted."""
    UNUSED = "unused"
    """Nothing of it is used here."""
    FAILED = "failed"
    """Trying again does not help until somebody has looked at it."""


@dataclass(frozen=True, slots=True)
class Notification:
    """What identifies a change: the same three again are the same notification."""

    entity_type: int
    entity: UUID
    version: int


def first_state(kind: Kind | None, entity: UUID) -> State:
    """What happens to a notification that has just come; None: of no kind that is used here."""
    return State.UNUSED if kind is None or entity == NOTHING else State.WAITING
