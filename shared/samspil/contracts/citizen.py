"""What the referral service says about a citizen's file: identity, network, consents."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, get_args

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.citizen_consents import CitizenConsentExpired as CitizenConsentExpired
from samspil.contracts.citizen_consents import CitizenConsentGiven as CitizenConsentGiven
from samspil.contracts.citizen_consents import CitizenConsentNarrowed as CitizenConsentNarrowed
from samspil.contracts.citizen_consents import CitizenConsentWithdrawn as CitizenConsentWithdrawn
from samspil.contracts.citizen_identity import CitizenContactOpened as CitizenContactOpened
from samspil.contracts.citizen_identity import CitizenLinked as CitizenLinked
from samspil.contracts.citizen_identity import CitizenMerged as CitizenMerged
from samspil.contracts.citizen_identity import CitizenSplit as CitizenSplit
from samspil.contracts.citizen_identity import other_file as other_file
from samspil.contracts.citizen_network import CitizenContactWishesSet as CitizenContactWishesSet
from samspil.contracts.citizen_network import CitizenCoordinatorNamed as CitizenCoordinatorNamed
from samspil.contracts.citizen_network import CitizenRelativeAdded as CitizenRelativeAdded
from samspil.contracts.citizen_network import CitizenRelativeChanged as CitizenRelativeChanged
from samspil.contracts.citizen_network import CitizenRelativeRemoved as CitizenRelativeRemoved
from samspil.contracts.citizen_network import ContactWay as ContactWay
from samspil.contracts.citizen_network import RelativeKind as RelativeKind
from samspil.contracts.citizen_network import RelativeLeft as RelativeLeft
from samspil.contracts.envelope import Fact
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

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
class CitizenCorrected:
    """What the file says of who the citizen is: the whole of it as it is from now on."""

    TYPE: ClassVar[str] = "citizen.corrected.v1"
    ABOUT: ClassVar[str] = "subject"

    name: Sealed
    acting_municipality: str
    """Kommunekode."""
    residence_municipality: str | None
    """Kommunekode; None: not said, and taken to be the acting one."""
    address: Sealed | None
    address_protected: bool
    """Whether the civil registration system protects it (CPR-loven § 28): then it is told to nobody."""
    corrected_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenMoved:
    """The citizen lives in another municipality from a day on (retssikkerhedsloven § 9)."""

    TYPE: ClassVar[str] = "citizen.moved.v1"
    ABOUT: ClassVar[str] = "subject"

    moved_on: date
    residence_municipality: str
    """Kommunekode."""
    acting_municipality: str
    """Kommunekode of the one that acts from then on: where it is another, what is open here is over."""
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


class DeathSource(StrEnum):
    """From where it is known that the citizen died."""

    CIVIL_REGISTER = "civil_register"
    HOSPITAL = "hospital"
    """A hospital said so; somebody looked it up before it was recorded here."""
    RELATIVES = "relatives"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenDied:
    """The citizen is dead: every clock stops, nothing is sent, and what is open is over."""

    TYPE: ClassVar[str] = "citizen.died.v1"
    ABOUT: ClassVar[str] = "subject"

    died_on: date | None
    """None: not known."""
    source: DeathSource
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenDeathRetracted:
    """It was a mistake: the citizen lives."""

    TYPE: ClassVar[str] = "citizen.death_retracted.v1"
    ABOUT: ClassVar[str] = "subject"

    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


CitizenFact = (
    CitizenRegistered
    | CitizenContactOpened
    | CitizenLinked
    | CitizenMerged
    | CitizenSplit
    | CitizenCorrected
    | CitizenMoved
    | CitizenDied
    | CitizenDeathRetracted
    | CitizenCoordinatorNamed
    | CitizenContactWishesSet
    | CitizenRelativeAdded
    | CitizenRelativeChanged
    | CitizenRelativeRemoved
    | CitizenConsentGiven
    | CitizenConsentNarrowed
    | CitizenConsentWithdrawn
    | CitizenConsentExpired
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(CitizenFact)
