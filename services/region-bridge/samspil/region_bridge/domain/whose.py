"""Whom a message is about: one citizen, nobody here, or somebody whom only a human can tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr


class Unclear(StrEnum):
    """Why nobody can say whom a message is about: it is held under no citizen, and never guessed."""

    PATIENT = "patient_unclear"
    """What the stay names as its subject is none of the message's patients, or several of them."""
    NUMBER = "number_unclear"
    """The patient has several current civil numbers, or none that is certain to be current."""
    CITIZEN = "citizen_unclear"
    """The numbers lead to several citizens here, or only one that is no longer current leads to somebody."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a message names."""

    current: Cpr | Unclear
    """The one number by which the person goes today, or why there is none."""
    numbers: frozenset[Cpr]
    """Every civil number that it names, former ones too; the replacement numbers, where it names no other."""
    by_replacement: bool = False
    """Whether it names nobody by a civil number."""


def whose(named: Named, known: Mapping[Cpr, CitizenId]) -> CitizenId | Unclear | None:
    """Whom it is about, by whom each number leads to here; None for a stranger, however unclear."""
    citizens = {known[number] for number in named.numbers if number in known}
    if not citizens:
        return None
    if isinstance(named.current, Unclear):
        return named.current
    citizen = known.get(named.current)
    return citizen if citizens == {citizen} else Unclear.CITIZEN
