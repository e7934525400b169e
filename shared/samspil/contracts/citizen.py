"""What the referral service says about a citizen's file: identity, network, consents."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.envelope import Fact
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

TOPIC = topics.CITIZEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenRegistered:
    """A citizen's file was opened."""

    TYPE: ClassVar[str] = "citizen.registered.v1"
    ABOUT: ClassVar[str] = "subject"

    name: Sealed
    cpr: Sealed
    """The CPR number or replacement number, for people to read; machines know the citizen by id."""
    acting_municipality: str
    """Kommunekode of the municipality that acts in the case (retssikkerhedsloven § 9), three digits."""
    residence_municipality: str | None = None
    """Kommunekode of the one that the citizen lives in; None: not said, and taken to be the acting one.

    They differ where, say, one placed the citizen in a residence in another (retssikkerhedsloven §§ 9-9 b).
    """
    registered_by: str
    """Staff id."""
    basis: LegalBasis
    occurred_at: AwareDatetime


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
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenConsentWithdrawn:
    """The citizen took a consent back: what it allowed stops from now on."""

    TYPE: ClassVar[str] = "citizen.consent_withdrawn.v1"
    ABOUT: ClassVar[str] = "consent_id"

    consent_id: UUID
    recorded_by: str
    occurred_at: AwareDatetime


CitizenFact = CitizenRegistered | CitizenConsentGiven | CitizenConsentWithdrawn
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(CitizenFact)
