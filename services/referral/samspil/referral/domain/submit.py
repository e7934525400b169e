"""Submitting: a referral starts with the day on which an answer is owed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.referral.domain.basis import require_help
from samspil.referral.domain.referral import Referral, State
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.working_days import add_working_days

ANSWER_WITHIN = {Priority.ROUTINE: 10, Priority.URGENT: 2}
"""Danish working days. A parameter of the cooperation, not of a law: parties agree on their own."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What the author asks for."""

    id: UUID
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    priority: Priority
    words: Sealed
    basis: LegalBasis
    author: str


def submit(asked: Submission, now: datetime) -> tuple[Referral, tuple[ReferralSubmitted, ...]]:
    """A new referral. Raises ``LawWithoutHelp``."""
    require_help(asked.basis)
    answer_by = answer_day(asked.priority, now)
    referral = Referral(
        id=asked.id,
        state=State.SUBMITTED,
        from_sector=asked.from_sector,
        to_sector=asked.to_sector,
        to_unit=asked.to_unit,
        priority=asked.priority,
        words=asked.words,
        basis=asked.basis,
        author=asked.author,
        answer_by=answer_by,
        submitted_at=now,
    )
    fact = ReferralSubmitted(
        referral_id=asked.id,
        from_sector=asked.from_sector,
        to_sector=asked.to_sector,
        to_unit=asked.to_unit,
        priority=asked.priority,
        words=asked.words,
        basis=asked.basis,
        author=asked.author,
        answer_by=answer_by,
        occurred_at=now,
    )
    return referral, (fact,)


def answer_day(priority: Priority, now: datetime) -> date:
    """The last day for an answer, counted in Danish working days from the day of submission."""
    return add_working_days(danish_day(now), ANSWER_WITHIN[priority])
