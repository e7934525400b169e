"""What the referral service says about a citizen's consents, from given to over."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenConsentGiven:
    """The citizen agreed that named kinds of information may go from a party to parties, for a case.

    A consent that does not name all of these is none (retssikkerhedsloven § 11 a, stk. 1).
    """

    TYPE: ClassVar[str] = "citizen.consent_given.v1"
    ABOUT: ClassVar[str] = "consent_id"

    consent_id: UUID
    law: LegalBasis
    kinds: tuple[DataClass, ...]
    from_sector: Sector
    to_sectors: tuple[Sector, ...]
    case: UUID
    """The referral that it was given for; where another party tells, a case of theirs by its id there."""
    until: date
    """The last day on which it holds."""
    form: ConsentForm | None = None
    """None: it was not asked then."""
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenConsentNarrowed:
    """The citizen agrees to less than before: all that still holds; what is not named stops from now on."""

    TYPE: ClassVar[str] = "citizen.consent_narrowed.v1"
    ABOUT: ClassVar[str] = "consent_id"

    consent_id: UUID
    kinds: tuple[DataClass, ...]
    to_sectors: tuple[Sector, ...]
    until: date
    """The last day on which the rest holds: never later than before."""
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenConsentExpired:
    """A consent's last day is over, and nobody took it back before."""

    TYPE: ClassVar[str] = "citizen.consent_expired.v1"
    ABOUT: ClassVar[str] = "consent_id"

    consent_id: UUID
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenConsentWithdrawn:
    """The citizen took a consent back: what it allowed stops from now on."""

    TYPE: ClassVar[str] = "citizen.consent_withdrawn.v1"
    ABOUT: ClassVar[str] = "consent_id"

    consent_id: UUID
    recorded_by: str
    occurred_at: AwareDatetime
