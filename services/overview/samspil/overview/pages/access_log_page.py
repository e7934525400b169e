"""The data protection officer's page: who looked at whom and why; no name of a citizen stands here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samspil.overview.pages import words
from samspil.overview.pages.access_words import REASON, RELATION, SYSTEMS, purpose
from samspil.overview.pages.danish import day, plural
from samspil.overview.pages.folded_looks import Folded, fold
from samspil.sealing.read_access import THE_LOG, Look
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_time
from samspil.web.auth import Role

HEADINGS: Final = ("Hvornår", "Hvem", "Rolle", "Borger", "Formål", "Sag")
TABLE_HEADINGS: Final = (*HEADINGS[:2], "Brugernavn", *HEADINGS[2:], "Felter")
"""Of the table for a spreadsheet: one line a look, with nothing folded."""

FORMULA: Final = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would reckon out."""
_ROLES: Final[dict[str, str]] = {role.value: word for role, word in words.ROLE.items()}


@dataclass(frozen=True, slots=True)
class LookLine:
    """One line: a look, or several alike on a day."""

    when: str
    who: str
    id: str | None
    """By which the log can be asked for them, where they have a name besides."""
    role: str
    whom: str
    what: str
    ground: str
    is_without_case: bool


def look_lines(
    looks: Iterable[Look], staff: Mapping[str, str], asked_for: CitizenId | None
) -> tuple[LookLine, ...]:
    """With repeats as one line each. ``staff`` are the names that are known, by subject id."""
    return tuple(_line(one, staff, asked_for) for one in fold(looks, _alike))


def summary(lines: Sequence[LookLine], looks: int) -> str:
    """How much is shown, and how much of it without a case."""
    if not lines:
        return "Ingen opslag i perioden."
    without = sum(one.is_without_case for one in lines)
    shown = f"{plural(looks, 'opslag', 'opslag')} på {plural(len(lines), 'linje', 'linjer')}"
    return f"{shown}, {without} uden sag." if without else f"{shown}."


def _alike(look: Look) -> tuple[object, ...]:
    return look.who, look.role, look.citizen, look.why, look.relation, look.reason


def _line(folded: Folded, staff: Mapping[str, str], asked_for: CitizenId | None) -> LookLine:
    look = folded.newest
    name = name_of(look, staff)
    at = f"kl.\N{NO-BREAK SPACE}{danish_time(look.at):%H.%M}"
    times = f": {folded.times} gange, senest" if folded.times > 1 else ""
    return LookLine(
        f"{day(folded.day)}{times} {at}",
        name,
        look.who if look.who != name else None,
        _ROLES.get(look.role, look.role),
        whom(look.citizen, asked_for),
        purpose(look.why),
        ground(look),
        look.is_without_case,
    )


def table_line(look: Look, staff: Mapping[str, str], asked_for: CitizenId | None) -> tuple[str, ...]:
    """As it stands in the table for a spreadsheet, which must not take a text for a formula."""
    cells = (
        f"{danish_time(look.at):%Y-%m-%d %H:%M:%S}",
        name_of(look, staff),
        look.who,
        _ROLES.get(look.role, look.role),
        whom(look.citizen, asked_for),
        purpose(look.why),
        ground(look),
        ", ".join(look.fields),
    )
    return tuple(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells)


def name_of(look: Look, staff: Mapping[str, str]) -> str:
    """What they are called where that is known, else their subject id."""
    if look.role == Role.INTEGRATOR:
        return SYSTEMS.get(look.who, look.who)
    return staff.get(look.who, look.who)


def whom(citizen: CitizenId, asked_for: CitizenId | None) -> str:
    """Without a name: the one who was asked for, or the beginning of a random id, the same on every page."""
    if citizen == asked_for:
        return "Den borger, du søgte på"
    return "Adgangsloggen selv" if citizen == THE_LOG else f"Borger {str(citizen)[:8]}"


def ground(look: Look) -> str:
    """How a case was at hand; without one, for which reason; empty where that was not asked."""
    if look.relation is not None:
        return f"Sag: {RELATION.get(look.relation, look.relation)}"
    return f"Uden sag: {REASON.get(look.reason, look.reason)}" if look.reason is not None else ""
