"""Attention: from which numbers on what was agreed here and there does not go together.

No law names them: the cooperation agrees them, and changes them by a row with a later first day.
"""

from dataclasses import dataclass
from datetime import timedelta

from samspil.rulebook.dated import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionNumbers(Dated):
    """What the rules go by from a day on; each is zero or more."""

    days_ahead: int
    """So many days before it is to be, what a stay does not go with is looked at; of a stay nobody knows the
    end, so what lies further ahead may well go with it."""
    working_days_to_look: int
    """So many working days there are to look at what goes on already; 1 or more."""
    call_minutes: int
    """How long a meeting at the jobcenter takes, where its call does not say."""
    meeting_minutes: int
    """How long a joint meeting takes: no booking says it."""
    minutes_a_week: int
    """More than so many, of steps towards work and of help together, do not fit into a week."""
    days_after_loss: int
    """A lost step that is heard of more than so many days after its last day asks nobody for support: it was
    entered late."""

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for a number below what it may be."""
        minutes = (self.call_minutes, self.meeting_minutes, self.minutes_a_week)
        if min(self.days_ahead, self.days_after_loss, *minutes) < 0 or self.working_days_to_look < 1:
            raise ValueError("a number of attention.toml is below what it may be")

    @property
    def call_takes(self) -> timedelta:
        """The same as a time."""
        return timedelta(minutes=self.call_minutes)

    @property
    def meeting_takes(self) -> timedelta:
        """The same as a time."""
        return timedelta(minutes=self.meeting_minutes)
