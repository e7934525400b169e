"""The units that can be asked: teams, offices and offers, each by its own code."""

from dataclasses import dataclass
from enum import StrEnum

from samspil.rulebook.dated import Dated
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector


class Provider(StrEnum):
    """Who gives the help; who decides about it is another matter, and is the municipality."""

    OWN = "own"
    OTHER_MUNICIPALITY = "other_municipality"
    PRIVATE = "private"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Dated):
    """One unit, for as long as it is there."""

    code: str
    name: str
    """What people call it, in Danish."""
    sector: Sector
    municipality: str | None = None
    """Kommunekode of the authority that it works for; None for the region's."""
    provider: Provider
    services: tuple[LegalBasis, ...]
    """What it can be asked for."""
    is_open: bool = True
    """Whether it takes anybody in at present."""
    takes_requests: bool = False
    """Whether what a partner asks of social psychiatry arrives here: the one way in."""
