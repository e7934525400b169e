"""The synthetic people whom the built-in issuer knows: one of each role and sector, none of whom exists."""

from dataclasses import dataclass
from typing import Final

from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in."""

    subject: str
    name: str
    role: Role
    sector: Sector | None


PEOPLE: Final = (
    Person("sagsbehandler-social", "Mette Prøvesen", Role.CASEWORKER, Sector.SOCIAL),
    Person("sagsbehandler-job", "Jonas Opdigtet", Role.CASEWORKER, Sector.EMPLOYMENT),
    Person("sagsbehandler-region", "Karen Eksempel", Role.CASEWORKER, Sector.REGION),
    Person("visitator-social", "Lars Tænkt", Role.VISITATOR, Sector.SOCIAL),
    Person("kontaktperson-social", "Aisha Digtet", Role.SUPPORT_WORKER, Sector.SOCIAL),
    Person("mentor-job", "Søren Påfund", Role.SUPPORT_WORKER, Sector.EMPLOYMENT),
    Person("leder-social", "Birgit Forestillet", Role.LEADER, Sector.SOCIAL),
    Person("system-job", "Jobcentrets fagsystem", Role.INTEGRATOR, Sector.EMPLOYMENT),
    Person("system-region", "Regionens journalsystem", Role.INTEGRATOR, Sector.REGION),
    Person("borger", "Øjvind Ingensteds", Role.CITIZEN, None),
    Person("drift", "Driftsvagten", Role.OPERATOR, None),
)


def person(role: Role, sector: Sector | None) -> Person:
    """The one of this role and sector, or somebody nameless where the table has none."""
    found = (known for known in PEOPLE if (known.role, known.sector) == (role, sector))
    return next(found, Person(f"{role}-{sector or 'ingen'}", "Nogen Unavngiven", role, sector))
