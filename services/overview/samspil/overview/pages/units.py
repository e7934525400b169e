"""The municipality's units as people read them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Code → name: of all that are known, of those that can be asked, and of social psychiatry's."""

    known: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)
    municipalities: Collection[str] | None = None
    """Those that units of ours work for; None: not known."""

    def name(self, code: str) -> str:
        """The code itself where nobody knows it any more."""
        return self.known.get(code, code)


def unit_words(rules: Rulebook, today: date) -> UnitWords:
    """As they are on that day, by name."""
    units = rules.units_on(today)
    return UnitWords(
        {one.code: one.name for one in units},
        {one.code: one.name for one in units if one.services and one.is_open},
        {one.code: one.name for one in units if one.sector is Sector.SOCIAL},
        rules.municipalities,
    )
