"""Guidance on how to complain of a decision (forvaltningsloven § 25): within how long, and who decides."""

from dataclasses import dataclass

from samspil.rulebook.dated import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Dated):
    """How a decision of the municipality in a social case is complained of."""

    weeks: int
    """From the day on which the citizen got the decision."""
    decided_by: str
    """Who decides, when the municipality has looked at it again and stands by it."""
