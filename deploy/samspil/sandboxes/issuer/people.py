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
    units: tuple[str, ...] = ()
    """The units that they work for, by the codes of the rulebook that is shipped."""


PEOPLE: Final = (
    Person("sagsbehandler-social", "Mette Prøvesen", Role.CASEWORKER, Sector.SOCIAL, ("VOKSEN-1",)),
    Person("sagsbehandler-job", "Jonas Opdigtet", Role.CASEWORKER, Sector.EMPLOYMENT, ("JOB-1",)),
    Person("sagsbehandler-region", "Karen Eksempel", Role.CASEWORKER, Sector.REGION),
    Person("visitator-social", "Lars Tænkt", Role.VISITATOR, Sector.SOCIAL, ("VISITATION-1",)),
    Person("kontaktperson-social", "Aisha Digtet", Role.SUPPORT_WORKER, Sector.SOCIAL, ("BOSTOETTE-1",)),
    Person("mentor-job", "Søren Påfund", Role.SUPPORT_WORKER, Sector.EMPLOYMENT),
    Person("leder-social", "Birgit Forestillet", Role.LEADER, Sector.SOCIAL, ("VISITATION-1", "VOKSEN-1")),
    Person("system-job", "Jobcentrets fagsystem", Role.INTEGRATOR, Sector.EMPLOYMENT),
    Person("system-region", "Regionens journalsystem", Role.INTEGRATOR, Sector.REGION),
    Person("borger", "Øjvind Ingensteds", Role.CITIZEN, None),
    Person("dpo", "Inger Uopdaget", Role.DATA_PROTECTION_OFFICER, None),
    Person("drift", "Driftsvagten", Role.OPERATOR, None),
)


MUNICIPALITY: Final = "101"
"""Where everybody of the municipality's own parties works."""


def person(role: Role, sector: Sector | None) -> Person:
    """The one of this role and sector, or somebody nameless where the table has none."""
    found = (known for known in PEOPLE if (known.role, known.sector) == (role, sector))
    return next(found, Person(f"{role}-{sector or 'ingen'}", "Nogen Unavngiven", role, sector))
