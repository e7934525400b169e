"""The synthetic people whom the built-in issuer knows, at work and at home; none of them exists."""

import re
from dataclasses import dataclass, field
from typing import Final

from samspil.sandboxes.citizens import SYNTHETIC_CPRS, synthetic_cpr, synthetic_name
from samspil.vocabulary.cpr import Cpr
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
    Person("dpo", "Inger Uopdaget", Role.DATA_PROTECTION_OFFICER, None),
    Person("drift", "Driftsvagten", Role.OPERATOR, None),
)


@dataclass(frozen=True, slots=True)
class AtHome:
    """Somebody who signs in from home with a number of their own, as a citizen, a relative or both."""

    subject: str
    """The provider's name of them: nothing of the number is in it."""
    name: str
    cpr: Cpr = field(repr=False)


_MADE_UP: Final = re.compile(r"opdigtet-(0|[1-9][0-9]{0,7})")


def _made_up(number: int) -> AtHome:
    return AtHome(f"opdigtet-{number}", synthetic_name(number), synthetic_cpr(number))


AT_HOME: Final = (
    AtHome("bruno", "Bruno Test Elmer", Cpr.parse("2509479989")),
    *(_made_up(number) for number in range(5)),
)
"""Whom the sign-in page lists; the first is the one with whom the first start plays."""


MUNICIPALITY: Final = "101"
"""Where everybody of the municipality's own parties works."""


def person(role: Role, sector: Sector | None) -> Person:
    """The one of this role and sector, or somebody nameless where the table has none."""
    found = (known for known in PEOPLE if (known.role, known.sector) == (role, sector))
    return next(found, Person(f"{role}-{sector or 'ingen'}", "Nogen Unavngiven", role, sector))


def person_at_home(subject: str) -> AtHome | None:
    """Somebody at home, by the name that ``/people-at-home`` gives them; any of the made-up citizens, too."""
    listed = next((one for one in AT_HOME if one.subject == subject), None)
    if listed is not None or not (found := _MADE_UP.fullmatch(subject)):
        return listed
    number = int(found[1])
    return _made_up(number) if number < SYNTHETIC_CPRS else None
