"""What does not go together, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.coordination import AttentionAnswer, AttentionRule
from samspil.vocabulary.sealed import Sealed


class AttentionState(StrEnum):
    """Where it stands."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    """Its cause went before anybody answered; should it come back, it is open again."""


@dataclass(frozen=True, slots=True)
class Attention:
    """Two things that a person is to look at together."""

    id: UUID
    rule: AttentionRule
    about: UUID
    """The call, step or file."""
    beside: UUID | None
    """The hold, stay, meeting or help that it does not go with."""
    by: date | None
    """The last day on which looking helps."""
    raised_at: datetime
    state: AttentionState = AttentionState.OPEN
    answer: AttentionAnswer | None = None
    words: Sealed | None = None
    answered_by: str | None = None
    trace: str | None = None
    """The trace that it arose in: what people answer continues there."""
    version: int = 0
    """The number of the last fact about it."""
