"""Citizens whom nobody is: CPR numbers that nobody alive can have, and made-up names."""

from datetime import date, timedelta

from samspil.vocabulary.cpr import Cpr

# A seventh digit of 5 to 8 with a year of 58 to 99 means 1858 to 1899: all who were born then are dead.
_FIRST_BIRTHDAY = date(1858, 1, 1)
_BIRTHDAYS = (date(1899, 12, 31) - _FIRST_BIRTHDAY).days + 1
_FIRST_SERIAL, _SERIALS = 5000, 4000

SYNTHETIC_CPRS = _BIRTHDAYS * _SERIALS
"""How many different numbers ``synthetic_cpr`` can give: about 61 million."""

FIRST_NAMES = ("Alma", "Bo", "Clara", "Dan", "Ebba", "Finn", "Gry", "Holger", "Ida", "Jens")
LAST_NAMES = ("Test Opdigtet", "Test Prøvesen", "Test Eksempel", "Test Påfund")


def synthetic_cpr(n: int) -> Cpr:
    """The ``n``-th made-up number, from 0: neighbours have different birthdays, no two are the same."""
    if not 0 <= n < SYNTHETIC_CPRS:
        raise ValueError(f"there are {SYNTHETIC_CPRS} synthetic CPR numbers, from 0")
    serial, birthday = divmod(n, _BIRTHDAYS)
    return Cpr.parse(f"{_FIRST_BIRTHDAY + timedelta(days=birthday):%d%m%y}{_FIRST_SERIAL + serial}")


def synthetic_name(n: int) -> str:
    """A made-up name."""
    return f"{FIRST_NAMES[n % len(FIRST_NAMES)]} {LAST_NAMES[n % len(LAST_NAMES)]}"
