"""Help here is for who is of age (serviceloven § 1); whoever is younger is on the way there, or a mistake."""

from datetime import date
from enum import StrEnum

OF_AGE = 18


class Transition(StrEnum):
    """Why somebody under 18 is registered already."""

    ADULT_LIFE = "adult_life"
    """The municipality prepares the overgang til voksenlivet (barnets lov §§ 122-123), from 16 years."""
    YOUTH_PSYCHIATRY = "youth_psychiatry"
    """The region's child and youth psychiatry hands over."""


class ChildWithoutTransition(Exception):
    """Somebody under 18, and nobody says why they are registered already."""


def require_of_age(birthday: date | None, transition: Transition | None, today: date) -> None:
    """A number that tells no birthday is taken at its word. Raises ``ChildWithoutTransition``."""
    if birthday is not None and transition is None and age(birthday, today) < OF_AGE:
        raise ChildWithoutTransition


def age(birthday: date, today: date) -> int:
    """Whole years; who is born on 29 February becomes older on 1 March where there is no such day."""
    had_none_this_year = (today.month, today.day) < (birthday.month, birthday.day)
    return today.year - birthday.year - had_none_this_year
