"""A question to a support worker: what happens to the support while the citizen is in hospital?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.plan import SupportDuringStay


class QuestionState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    """The stay is over: nobody needs the answer any more."""
    WITHDRAWN = "withdrawn"
    """There was no such stay."""


@dataclass(frozen=True, slots=True)
class SupportQuestion:
    """One question about one intervention during one stay."""

    id: UUID
    stay_id: UUID
    intervention_id: UUID
    support_worker: str
    """Whom it was put to: staff id."""
    asked_at: datetime
    state: QuestionState = QuestionState.OPEN
    answer: SupportDuringStay | None = None
    version: int = 0
    """The number of the last fact about it."""


Questions = dict[UUID, SupportQuestion]
"""All questions about one citizen's support."""
