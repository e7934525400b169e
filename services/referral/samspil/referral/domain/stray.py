"""What a partner said in one file about a referral that stands in another one of the same person.

What it wrote is sealed for the file in which it said it, and is sealed anew for the one in which it is kept.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samspil.contracts.answer import PartnerAnswer
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Stray:
    """One answer, or that the referral arrived."""

    id: UUID
    """The event's."""
    referral_id: UUID
    case: UUID
    """The event's."""
    answer: PartnerAnswer | None = None
    """None: it arrived at the partner's."""
    words: Sealed | None = None
    day: date | None = None
    open: bool = True
    """Whether it is not heard yet where the referral stands."""


Strays = dict[UUID, Stray]
"""All that were heard in one file."""


def speaks_of_others(file: CitizenFile | None) -> bool:
    """Whether a partner may speak here of another file's referrals: both are, or seemed, one person's."""
    return file is not None and bool(file.merged_into or file.absorbed or file.parted)


def settled(stray: Stray) -> Stray:
    """It was heard, and nothing of what was written is kept here."""
    return replace(stray, open=False, words=None)
