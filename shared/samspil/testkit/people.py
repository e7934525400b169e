"""The only people in this repository: published test persons, and numbers that nobody alive can have.

A house test reads every committed file and finds no other CPR number.
"""

from dataclasses import dataclass
from datetime import date

from samspil.sandboxes.citizens import SYNTHETIC_CPRS as SYNTHETIC_CPRS
from samspil.sandboxes.citizens import synthetic_cpr as synthetic_cpr
from samspil.vocabulary.cpr import Cpr, CprKind


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who does not exist."""

    cpr: Cpr
    name: str


# CPR numbers of the official test persons in MedCom's, KL's and KOMBIT's published example messages.
BRUNO = Person(Cpr.parse("2509479989"), "Bruno Test Elmer")
NANCY = Person(Cpr.parse("2512489996"), "Nancy Ann Test Berggren")
NANCY_FORMERLY = Person(Cpr.parse("2512484916"), "Nancy Ann Test Berggren")
"""The number that the same test person had before: two numbers, one citizen."""
EJNAR = Person(Cpr.parse("0201609995"), "Ejnar Test Prøvensen")
VERA = Person(Cpr.parse("2103009996"), "Vera Test Opdigtet")

# Replacement numbers from the examples of HL7 Denmark and MedCom.
NATIONAL_REPLACEMENT = Person(Cpr.parse("0703921VJ5"), "Ukendt Test Tilrejsende")
ANOTHER_NATIONAL_REPLACEMENT = Person(Cpr.parse("0703921VJ4"), "Ukendt Test Gæst")
REGIONAL_REPLACEMENT = Person(Cpr.parse("1206550VK9"), "Ukendt Test Indlagt")

ADMINISTRATIVE_REPLACEMENT = Person(Cpr.parse("8509479989"), "Ukendt Test Anmeldt")
"""The first test person's number with 60 added to the day: nobody was given it."""

PEOPLE = (
    BRUNO,
    NANCY,
    NANCY_FORMERLY,
    EJNAR,
    VERA,
    NATIONAL_REPLACEMENT,
    ANOTHER_NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
    ADMINISTRATIVE_REPLACEMENT,
)


def child_cpr(birthday: date) -> Cpr:
    """A number of this century that nobody was given.

    It breaks modulus 11; only birthdays of 1 January have been given such numbers (the CPR office, 2023).
    """
    if birthday.year < 2000 or (birthday.month, birthday.day) == (1, 1):
        raise ValueError("no number of that birthday is nobody's for certain")
    numbers = (f"{birthday:%d%m%y}{serial}" for serial in (5000, 5001))
    return Cpr.parse(next(number for number in numbers if _breaks_modulus_eleven(number)))


def _breaks_modulus_eleven(number: str) -> bool:
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11 != 0


def is_invented(cpr: Cpr) -> bool:
    """Whether the number is one of ``PEOPLE``'s or one that ``synthetic_cpr`` can give."""
    nobody_alive = cpr.kind is CprKind.CIVIL and cpr.number[6] in "5678" and cpr.number[4:6] >= "58"
    return nobody_alive or any(cpr == person.cpr for person in PEOPLE)
