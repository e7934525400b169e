"""Opening a contact: somebody is helped before anybody knows them by a number (serviceloven §§ 12, 99)."""

from dataclasses import dataclass
from datetime import date, datetime

from samspil.contracts.citizen import CitizenContactOpened
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

SOUGHT_OUT = frozenset({LegalBasis.SEL_99})
"""Help that goes to whoever it is for, before they say who they are."""


class NotWithoutNumber(Exception):
    """What is asked for is given to nobody without a number."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What a caseworker enters."""

    name: Sealed
    """What they call themselves."""
    acting_municipality: str
    basis: LegalBasis
    by: str
    """Staff id."""


def require_no_number(basis: LegalBasis, rules: Rulebook, day: date) -> None:
    """Only what is open to anybody, or goes to people, is given without one. Raises ``NotWithoutNumber``."""
    service = rules.service(basis, day)
    if basis not in SOUGHT_OUT and (service is None or not service.is_open_access):
        raise NotWithoutNumber


def open_contact(wanted: Contact, now: datetime) -> tuple[CitizenFile, tuple[CitizenContactOpened, ...]]:
    """A file without a number."""
    opened = CitizenFile(
        name=wanted.name,
        cpr=None,
        acting_municipality=wanted.acting_municipality,
        registered_by=wanted.by,
        basis=wanted.basis,
        registered_at=now,
    )
    fact = CitizenContactOpened(
        name=wanted.name,
        acting_municipality=wanted.acting_municipality,
        opened_by=wanted.by,
        basis=wanted.basis,
        occurred_at=now,
    )
    return opened, (fact,)
