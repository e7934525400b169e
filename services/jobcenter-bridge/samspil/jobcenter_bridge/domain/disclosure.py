"""What the jobcenter may be told about a citizen, and may tell: the newest disclosure, as kept here."""

from dataclasses import dataclass
from datetime import date

from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Hold:
    """Until when not to contact the citizen, and whom to ask."""

    until: date
    ask: Sealed


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The whole of it; what is told holds up to and including ``until``, whether or not a newer one comes."""

    seq: int
    until: date | None
    shares: bool
    """Whether there is a basis to share anything."""
    milestones: bool
    """Whether what the jobcenter tells of activities may become events."""
    hold: Hold | None
    cpr: Sealed | None
    """By which the jobcenter knows the citizen: the last one told, so that the end of sharing can be told."""
    received_until: date | None = None
    """The last day on which milestones may become events."""

    def receives_milestones(self, today: date) -> bool:
        """Whether milestones are received on this day."""
        return self.milestones and (self.received_until is None or today <= self.received_until)

    def holds(self, today: date) -> bool:
        """Whether it may be acted on: past its last day some of it holds no more; a newer one tells what."""
        return self.until is None or today <= self.until
