"""Correcting who the citizen is: the whole of it as it is from now on; what was said before stays said."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from samspil.contracts.citizen import CitizenCorrected
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the citizen is and where. What reads as before is the same token: sealed anew it would differ."""

    name: Sealed
    acting_municipality: str
    residence_municipality: str | None
    address: Sealed | None
    address_protected: bool

    def __post_init__(self) -> None:
        """Where the citizen lives is told where it is another municipality than the one that acts."""
        if self.residence_municipality == self.acting_municipality:
            object.__setattr__(self, "residence_municipality", None)


def identity_of(file: CitizenFile) -> Identity:
    """As the file has it."""
    return Identity(
        file.name,
        file.acting_municipality,
        file.residence_municipality,
        file.address,
        file.address_protected,
    )


def correct_identity(
    file: CitizenFile, corrected: Identity, by: str, now: datetime
) -> tuple[CitizenFile, tuple[CitizenCorrected, ...]]:
    """Nothing is said where nothing differs. It closes nothing: that somebody moved is told by a move."""
    if corrected == identity_of(file):
        return file, ()
    whole: dict[str, Any] = {one.name: getattr(corrected, one.name) for one in fields(corrected)}
    fact = CitizenCorrected(**whole, corrected_by=by, occurred_at=now)
    return replace(file, **whole), (fact,)
