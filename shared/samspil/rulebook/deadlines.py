"""Deadlines: how many Danish working days a step may take, by unit, kind of step, paragraph and urgency.

The municipality sets and publishes them for each kind of case (retssikkerhedsloven § 3).
"""

from dataclasses import dataclass
from enum import StrEnum

from samspil.rulebook.dated import Dated
from samspil.vocabulary.legal_basis import LegalBasis


class Step(StrEnum):
    """What may take so long."""

    ANSWER = "answer"
    """An answer to a referral."""
    INFORMATION = "information"
    """What the asked unit wants to know, from the author."""
    CANCELLATION = "cancellation"
    """An answer to who asks that help which has begun be stopped."""
    ESCALATION = "escalation"
    """After a deadline passed, until the leader is to see it; 0: at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Dated):
    """One row; what it does not name it holds for all of."""

    step: Step
    working_days: int
    unit: str | None = None
    basis: LegalBasis | None = None
    urgent: bool | None = None

    def is_about(self, unit: str, basis: LegalBasis, *, urgent: bool) -> bool:
        """Whether it holds for such a step."""
        return self.unit in (None, unit) and self.basis in (None, basis) and self.urgent in (None, urgent)

    @property
    def precision(self) -> tuple[bool, bool, bool]:
        """What sorts rows: what names the unit goes before what names the paragraph, then the urgency."""
        return (self.unit is not None, self.basis is not None, self.urgent is not None)
