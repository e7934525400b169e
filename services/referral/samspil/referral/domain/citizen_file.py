"""The citizen's file: who the citizen is and who acts in the case."""

from dataclasses import dataclass
from datetime import datetime

from samspil.referral.domain.transition import Transition
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class CitizenFile:
    """One citizen's file."""

    version: int
    """Rises with every decision about the file or its referrals: a writer says which one it has seen."""
    name: Sealed
    cpr: Sealed
    acting_municipality: str
    """Kommunekode, three digits."""
    registered_by: str
    basis: LegalBasis
    registered_at: datetime
    transition: Transition | None = None
    """Why it was opened for somebody under 18."""


class NotRegistered(Exception):
    """There is no file of this citizen."""


class StaleVersion(Exception):
    """The writer has seen an older version than the one that is decided about."""


def require(file: CitizenFile | None, version_seen: int | None) -> CitizenFile:
    """The file, if it is there and the writer has seen it as it is.

    Raises ``NotRegistered`` or ``StaleVersion``.
    """
    if file is None:
        raise NotRegistered
    if version_seen is not None and version_seen != file.version:
        raise StaleVersion
    return file
