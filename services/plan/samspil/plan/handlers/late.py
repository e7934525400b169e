"""When a follow-up that still waits is late, and how the clock names it."""

from datetime import date, datetime
from uuid import UUID

from samspil.vocabulary.copenhagen import day_after, start_of

FOLLOW_UP = "follow-up"
"""The due step, once a follow-up."""


def name_of(follow_up: UUID) -> str:
    """What is due."""
    return f"{FOLLOW_UP}:{follow_up}"


def late(due_on: date) -> datetime:
    """When its last day is over; a last day that nothing comes after is over when it begins."""
    return start_of(day_after(due_on) or due_on)
