"""What a party is called: acts and municipalities rename them, and each name has its first day."""

from dataclasses import dataclass

from samspil.rulebook.dated import Dated
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyName(Dated):
    """A party's name in Danish, as it stands within a sentence."""

    sector: Sector
    definite: str
    """``jobcentret``"""
    genitive: str
    """``jobcentrets``"""
