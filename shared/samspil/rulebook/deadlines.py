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
    FOLLOW_UP = "follow_up"
    """After a discharge to the home, until somebody is in touch with the citizen."""
    NEED = "need"
    """After that, until somebody looks with the citizen at whether the need for help has changed."""
    MILESTONE_STARTED = "milestone_started"
    """After a step towards work began, until the plan is looked at together."""
    MILESTONE_ENDED = "milestone_ended"
    """After it ended, until somebody has met the citizen about it, to support and never to control."""

    DISCHARGE_AGREEMENT = "discharge_agreement"
    """After a discharge agreement or a coordination plan was asked for, until something is drafted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Dated):
    """One row; what it does not name it holds for all of."""

    step: Step
    working_days: int
    unit: str | None = None
    basis: LegalBasis | None = None
    urgent: bool | None = None

    def is_about(self, unit: str | None, basis: LegalBasis | None, *, urgent: bool) -> bool:
        """Whether it holds for such a step; None: the step is no unit's, or stands on no paragraph."""
        return self.unit in (None, unit) and self.basis in (None, basis) and self.urgent in (None, urgent)

    @property
    def precision(self) -> tuple[bool, bool, bool]:
        """What sorts rows: what names the unit goes before what names the paragraph, then the urgency."""
        return (self.unit is not None, self.basis is not None, self.urgent is not None)
