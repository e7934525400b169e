"""The citizen's file: who the citizen is, who acts and coordinates, and how the citizen wants to be met."""

from dataclasses import dataclass
from datetime import datetime

from samspil.referral.domain.citizen_network import ContactWishes, Coordinator
from samspil.referral.domain.transition import Transition
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class CitizenFile:
    """One citizen's file."""

    name: Sealed
    cpr: Sealed
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
    version: int = 0
    """The number of the last fact about it."""


class NotRegistered(Exception):
    """There is no file of this citizen."""


def require_file(file: CitizenFile | None) -> CitizenFile:
    """The file, if it is there. Raises ``NotRegistered``."""
    if file is None:
        raise NotRegistered
    return file
