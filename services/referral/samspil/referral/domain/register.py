"""Registering: the first time opens the file, every later time finds it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samspil.contracts.citizen import CitizenRegistered
from samspil.referral.domain.basis import require_help
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.transition import Transition, require_of_age
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Registration:
    """What a caseworker enters."""

    name: Sealed
    cpr: Sealed
    acting_municipality: str
    by: str
    basis: LegalBasis
    transition: Transition | None = None
    residence_municipality: str | None = None


class NotTheirMunicipality(Exception):
    """Another municipality than the one that they work for is to act."""


def require_own(acting: str, own: str | None) -> None:
    """Whoever registers somebody does it for their own municipality, which their sign-in names.

    Raises ``NotTheirMunicipality``.
    """
    if own is not None and acting != own:
        raise NotTheirMunicipality


class Differs(StrEnum):
    """What may be written otherwise than it stands in the file."""

    NAME = "name"
    ACTING_MUNICIPALITY = "acting_municipality"
    RESIDENCE_MUNICIPALITY = "residence_municipality"


def require_reason(
    basis: LegalBasis, birthday: date | None, transition: Transition | None, today: date
) -> None:
    """A reason to know the citizen: asked before even the number is kept.

    Raises ``LawWithoutHelp`` or ``ChildWithoutTransition``.
    """
    require_help(basis)
    require_of_age(birthday, transition, today)


def register(
    file: CitizenFile | None, wanted: Registration, now: datetime
) -> tuple[CitizenFile, tuple[CitizenRegistered, ...]]:
    """A file that is there stays as it is: names are corrected, not registered over."""
    if file is not None:
        return file, ()
    opened = CitizenFile(
        name=wanted.name,
        cpr=wanted.cpr,
        acting_municipality=wanted.acting_municipality,
        registered_by=wanted.by,
        basis=wanted.basis,
        registered_at=now,
        transition=wanted.transition,
        residence_municipality=wanted.residence_municipality,
    )
    fact = CitizenRegistered(
        name=wanted.name,
        cpr=wanted.cpr,
        acting_municipality=wanted.acting_municipality,
        residence_municipality=wanted.residence_municipality,
        registered_by=wanted.by,
        basis=wanted.basis,
        occurred_at=now,
    )
    return opened, (fact,)


def differing(file: CitizenFile, wanted: Registration) -> tuple[Differs, ...]:
    """What a registration says otherwise than the file, which it does not change; what it leaves out is none.

    A name that reads as the file's own comes with the file's token.
    """
    said = {
        Differs.NAME: (wanted.name, file.name),
        Differs.ACTING_MUNICIPALITY: (wanted.acting_municipality, file.acting_municipality),
        Differs.RESIDENCE_MUNICIPALITY: (wanted.residence_municipality or file.lives_in, file.lives_in),
    }
    return tuple(one for one, (there, here) in said.items() if there != here)
