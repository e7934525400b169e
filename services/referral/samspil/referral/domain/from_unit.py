"""From which of their units somebody writes."""

from collections.abc import Collection


class NotTheirUnit(Exception):
    """They do not work for the unit in whose name they write."""


def own_unit(units: Collection[str], named: str | None) -> str | None:
    """The named one, else the only one; None where there are none, or several. Raises ``NotTheirUnit``."""
    if named is not None and named not in units:
        raise NotTheirUnit
    return named or (next(iter(units)) if len(units) == 1 else None)
