"""A referral: somebody asks a party to help a citizen, and the party owes an answer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.referral import Priority, ReferralDeclined
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


class State(StrEnum):
    """Where a referral is in its life."""

    SUBMITTED = "submitted"
    """It was asked and nobody has taken it in."""
    RECEIVED = "received"
    """A person of the asked unit has taken it in; that is no answer."""
    UNANSWERED = "unanswered"
    """The day for an answer passed, received or not; an answer is still owed."""
    ACCEPTED = "accepted"
    """The asked unit will help."""
    DECLINED = "declined"
    """The asked unit will not help."""
    CANCELLED = "cancelled"
    """The author took it back."""


OPEN = frozenset({State.SUBMITTED, State.RECEIVED, State.UNANSWERED})
"""An answer is owed."""


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
    received_by: str | None = None
    accepted_by: str | None = None
    starts_on: date | None = None
    """The day help is expected to start."""
    declined: ReferralDeclined | None = None
    """The no, as it was said."""
    version: int = 0
    """The number of the last fact about it."""


Referrals = dict[UUID, Referral]
"""All referrals of one citizen."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who takes a referral in or answers it."""

    staff: str
    sector: Sector


class UnknownReferral(Exception):
    """The citizen has no such referral."""


class AskedOfAnother(Exception):
    """The referral asks another party than the answerer's."""


class OwnReferral(Exception):
    """The answerer wrote the referral: nobody answers their own."""


class NotOpen(Exception):
    """No answer is owed any more."""


class NotReceived(Exception):
    """Nobody has taken the referral in, so nobody can have considered it."""


def require_referral(referrals: Referrals, referral_id: UUID) -> Referral:
    """The citizen's referral. Raises ``UnknownReferral``."""
    referral = referrals.get(referral_id)
    if referral is None:
        raise UnknownReferral
    return referral


def require_asked(referral: Referral, by: Answerer) -> None:
    """Let on who may take the open referral in and answer it.

    Raises ``AskedOfAnother``, ``OwnReferral`` or ``NotOpen``.
    """
    if by.sector is not referral.to_sector:
        raise AskedOfAnother
    if by.staff == referral.author:
        raise OwnReferral
    if referral.state not in OPEN:
        raise NotOpen


def require_considered(referral: Referral, by: Answerer) -> None:
    """Let on who may answer a referral that somebody has taken in.

    Raises ``NotReceived`` and what ``require_asked`` raises.
    """
    require_asked(referral, by)
    if referral.received_by is None:
        raise NotReceived
