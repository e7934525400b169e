"""Who holds the threads together for a citizen, and how the citizen wants to be met."""

from dataclasses import dataclass
from datetime import datetime

from samspil.contracts.citizen import ContactWay
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Whoever everybody may turn to about the citizen."""

    staff: str
    """Staff id."""
    name: Sealed
    unit: str | None
    """By its code; None: not said."""
    since: datetime


@dataclass(frozen=True, slots=True)
class ContactWishes:
    """How the citizen wants to be contacted; at least one of the two is there."""

    ways: tuple[ContactWay, ...]
    """The best first; none: no way was named."""
    words: Sealed | None
    set_at: datetime
