"""A line of the timeline, as a publisher's file words it."""

from dataclasses import dataclass
from datetime import datetime

from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, in the lane of its party."""

    sector: Sector
    what: str
    more: str = ""
    at: datetime | None = None
    """When it was so, where that is another time than when it happened at the publisher."""
