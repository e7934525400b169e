"""Which groups of the employment side are known, and when: the rest is told as unknown."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from samspil.rulebook.dated import in_force
from samspil.rulebook.target_groups import TargetGroup

CONTACT_GROUPS: Final = range(1, 30)
"""Kontaktgruppe; their names are not public."""


def contact_group(number: int | None) -> int | None:
    """The number, where it is one of theirs."""
    return number if number in CONTACT_GROUPS else None


def target_group(
    code: str | None, since: date, until: date | None, known: Iterable[TargetGroup]
) -> str | None:
    """The code, where it stood in the list at some time of the period, and was not closed when that began."""
    rows = [one for one in known if one.code == code]
    stood = any(one.valid_from <= (until or date.max) for one in rows)
    entered = in_force(rows, since)
    return code if stood and (not entered or entered[0].enters) else None
