"""Insight (indsigt): who here, and who of those around the citizen, may see which class, as dated data.

Nobody sees anything that no row names. What goes to another authority is another matter (law.py).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samspil.rulebook.law_text import LawText
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.role import Role


class Opening(StrEnum):
    """What a row asks for before anything is seen on it."""

    CASE_AT_HAND = "case_at_hand"
    """A case of the citizen's, or else a reason (case_at_hand.py)."""
    OWN = "own"
    """That it is about themselves."""
    PERMISSION = "permission"
    """That the citizen lets them know the class, until a last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightRow(LawText):
    """Some classes of information, for whoever is one of these, on one ground."""

    to: frozenset[Role]
    kinds: frozenset[DataClass]
    opening: Opening
    only_lists: bool = False
    """Whether they see what lists show, and nothing behind it."""


@dataclass(frozen=True, slots=True)
class Insight:
    """On which row something may be seen, and until when."""

    row: InsightRow
    until: date | None
    """Its last day; None where it has no end of its own."""

    @property
    def basis(self) -> Opening:
        """What opened it."""
        return self.row.opening


def rows_for(
    rows: Collection[InsightRow], roles: Collection[Role], opening: Opening
) -> tuple[InsightRow, ...]:
    """Those that let all of these see something on that ground."""
    return tuple(one for one in rows if one.opening is opening and one.to >= {*roles})
