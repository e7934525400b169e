"""A referral: somebody asks a party to help a citizen, and the party owes an answer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.referral import Priority
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


class State(StrEnum):
    """Where a referral is in its life."""

    SUBMITTED = "submitted"
    """It was asked and nobody has answered."""
    UNANSWERED = "unanswered"
    """The day for an answer passed; an answer is still owed."""
    CANCELLED = "cancelled"
    """The author took it back."""


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral."""

    id: UUID
    state: State
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    priority: Priority
    words: Sealed
    """The citizen's own words."""
    basis: LegalBasis
    author: str
    answer_by: date
    submitted_at: datetime


Referrals = dict[UUID, Referral]
"""All referrals of one citizen."""
