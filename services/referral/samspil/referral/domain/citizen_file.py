"""The citizen's file: who the citizen is, who acts and coordinates, and how the citizen wants to be met."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.citizen import DeathSource
from samspil.referral.domain.citizen_network import ContactWishes, Coordinator
from samspil.referral.domain.transition import Transition
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Death:
    """That the citizen is dead, as it was recorded."""

    died_on: date | None
    """None: not known."""
    source: DeathSource
    recorded_by: str
    """Staff id."""
    recorded_at: datetime
    closed: tuple[UUID, ...] = ()
    """The referrals that ended with it: should it be a mistake, each is asked anew."""
    report_id: UUID | None = None
    """The hospital's report that it was recorded by; None: a person recorded it here."""


@dataclass(frozen=True, slots=True)
class CitizenFile:
    """One citizen's file."""

    name: Sealed
    cpr: Sealed | None
    """None: somebody is helped before anybody knows them by a number."""
    acting_municipality: str
    """Kommunekode, three digits."""
    registered_by: str
    basis: LegalBasis
    registered_at: datetime
    transition: Transition | None = None
    """Why it was opened for somebody under 18."""
    residence_municipality: str | None = None
    """Kommunekode; None: not said, and taken to be the acting one."""
    coordinator: Coordinator | None = None
    wishes: ContactWishes | None = None
    """How the citizen wants to be contacted; None: nothing was said."""
    address: Sealed | None = None
    address_protected: bool = False
    """Whether the civil registration system protects it (CPR-loven § 28)."""
    moved_on: date | None = None
    """The day of the last move."""
    death: Death | None = None
    """None: alive, as far as anybody said."""
    merged_into: CitizenId | None = None
    """The file of the same person, of which everything new is said; None: this one stands for itself."""
    absorbed: tuple[CitizenId, ...] = ()
    """The files that are part of this one; each keeps what is its own."""
    parted: tuple[CitizenId, ...] = ()
    """Files that were taken to be the same person's: what a partner still says here may be about theirs."""
    version: int = 0
    """The number of the last fact about it."""

    @property
    def lives_in(self) -> str:
        """Kommunekode of where the citizen lives."""
        return self.residence_municipality or self.acting_municipality


class NotRegistered(Exception):
    """There is no file of this citizen."""


class CitizenIsDead(Exception):
    """The citizen is dead: nothing more is asked for, agreed to or decided."""


class FileIsMerged(Exception):
    """The file is part of another: what is new is said of that one."""

    def __init__(self, survivor: CitizenId) -> None:
        super().__init__()
        self.citizen_id = survivor


def require_file(file: CitizenFile | None) -> CitizenFile:
    """The file, if it is there. Raises ``NotRegistered``."""
    if file is None:
        raise NotRegistered
    return file


def require_standing(file: CitizenFile | None) -> CitizenFile:
    """The file that something new can be said of. Raises ``NotRegistered``, ``FileIsMerged``."""
    found = require_file(file)
    if found.merged_into is not None:
        raise FileIsMerged(found.merged_into)
    return found


def require_alive(file: CitizenFile | None) -> CitizenFile:
    """The file of somebody who lives. Raises ``NotRegistered``, ``CitizenIsDead``."""
    found = require_file(file)
    if found.death is not None:
        raise CitizenIsDead
    return found
