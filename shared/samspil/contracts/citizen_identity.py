"""What the referral service says of who a citizen is, where that is not known at once or was wrong."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenContactOpened:
    """Somebody is helped before anybody knows them by a number (serviceloven §§ 12, 99).

    Said instead of ``citizen.registered``, as the first of a citizen: there is nobody yet of whom a partner
    could be told.
    """

    TYPE: ClassVar[str] = "citizen.contact_opened.v1"
    ABOUT: ClassVar[str] = "subject"

    name: Sealed
    """What they call themselves."""
    acting_municipality: str
    """Kommunekode."""
    opened_by: str
    """Staff id."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenLinked:
    """From now on the citizen goes by this number; before by another, a replacement number, or by none."""

    TYPE: ClassVar[str] = "citizen.linked.v1"
    ABOUT: ClassVar[str] = "subject"

    cpr: Sealed
    linked_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenMerged:
    """Two files are of one person: said of both. Neither loses its history.

    What is new is said of the survivor; what was there goes on where it is, and is shown with the survivor's.
    """

    TYPE: ClassVar[str] = "citizen.merged.v1"
    ABOUT: ClassVar[str] = "subject"

    survivor: UUID
    absorbed: UUID
    merged_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenSplit:
    """They are two persons after all: said of both, and each has again what is its own."""

    TYPE: ClassVar[str] = "citizen.split.v1"
    ABOUT: ClassVar[str] = "subject"

    survivor: UUID
    absorbed: UUID
    split_by: str
    """Staff id."""
    occurred_at: AwareDatetime


def other_file(fact: CitizenMerged | CitizenSplit, citizen: UUID) -> UUID:
    """The one that the fact names beside the citizen whom it is told of."""
    return fact.absorbed if fact.survivor == citizen else fact.survivor
