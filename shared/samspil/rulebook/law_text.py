"""Which text of the law a row of the law pack was written from, and who stands by it."""

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How sure whoever wrote the row was of it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawText:
    """What was read where, how sure that is, and who signed it off."""

    act: str
    """Act and paragraph as a lawyer would cite them."""
    version: str
    """The consolidated act that was read: number and date."""
    source: str
    """Where it was read."""
    confidence: Confidence
    signed_by: str | None = None
    """Who confirmed it for the municipality; None: nobody yet."""
