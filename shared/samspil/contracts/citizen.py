"""What the referral service says about a citizen's file: identity, network, consents."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

TOPIC = topics.CITIZEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenRegistered:
    """A citizen's file was opened."""

    TYPE: ClassVar[str] = "citizen.registered.v1"

    name: Sealed
    cpr: Sealed
    """The CPR number or replacement number, for people to read; machines know the citizen by id."""
    acting_municipality: str
    """Kommunekode of the municipality that acts in the case (retssikkerhedsloven § 9), three digits."""
    registered_by: str
    """Staff id."""
    basis: LegalBasis
    occurred_at: AwareDatetime


FACTS = (CitizenRegistered,)
