"""What employment is called: a sentence holds a mark, and whoever reads the page reads the name of that day.

``⟦jobcentret⟧``, ``⟦jobcentrets⟧``, and both with a capital where they begin a sentence.
"""

import re
from datetime import date
from typing import Final

from samspil.rulebook.party_names import PartyName
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.sector import Sector

_MARK: Final = re.compile("⟦([Jj])obcentret(s?)⟧")


def with_names(text: str, rules: Rulebook, day: date) -> str:
    """The text with the names of that day in the place of the marks."""
    named = rules.party_name(Sector.EMPLOYMENT, day)
    return _MARK.sub(lambda found: _name(named, found), text)


def _name(named: PartyName, found: re.Match[str]) -> str:
    name = named.genitive if found[2] else named.definite
    return name[:1].upper() + name[1:] if found[1] == "J" else name
