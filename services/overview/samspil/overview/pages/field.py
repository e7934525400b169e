"""One thing that a form asks: how it is filled in, what is sent of it, and what is wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from samspil.overview.pages.danish import listed, parse_day, parse_instant

NO_DAY = "Skriv datoen som dag, måned og år, f.eks. 14.12.2026."
NO_INSTANT = "Skriv dag og klokkeslæt, f.eks. 14.12.2026 kl. 10.00."
NO_NUMBER = "Skriv et helt tal."
LONGEST_NUMBER = 9
"""Digits: whatever is longer is a mistake, and no service has to read it."""


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    INSTANT = "instant"
    """A day and a time of day, on Danish clocks."""
    NUMBER = "number"
    CHOICE = "choice"
    RADIO = "radio"
    """The same, each beside a button: what is chosen is seen at a glance, and nothing has to be opened."""
    TICK = "tick"
    TICKS = "ticks"
    """Any of several choices; they travel as codes with spaces between them."""
    RANKED = "ranked"
    """The same, the best first."""
    UNIT = "unit"
    """One of the municipality's units, by its name."""
    GOAL = "goal"
    """One of the citizen's goals, in the citizen's words."""
    PERSON = "person"
    """One of social psychiatry's people, by name."""
    GIVEN = "given"
    """Nothing is asked: it follows from who was chosen."""
    READ = "read"
    """Nothing is asked: what its person had read, as JSON."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks, by the name that the service's body has for it."""

    name: str
    label: str = ""
    kind: Kind = Kind.LINE
    hint: str = ""
    missing: str = ""
    """What is said where nothing was written; empty where nothing has to be."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Code → words."""
    likely: int = 0
    """How many of them are shown at once; the others are folded. 0: all."""
    closed: Mapping[str, str] = field(default_factory=dict)
    """Code → words of what is shown and cannot be chosen."""
    why_closed: str = ""
    """What is said beside these."""
    follows: tuple[str, ...] = ()
    """The fields that say what can be chosen here."""
    is_one_of_several: bool = False
    """Whether the service takes a list, of which one is asked for."""
    longest: int | None = None
    is_sent: bool = True
    """Whether the service is told; what is only confirmed to oneself is not."""

    is_kept: bool = True
    """Whether somebody who was signed out meanwhile gets it back; what is kept nowhere is written again."""

    @property
    def is_list(self) -> bool:
        """Whether several codes can stand there, with spaces between them."""
        return self.kind in {Kind.TICKS, Kind.RANKED}


def told(one: Field, written: str) -> Any:
    """What the service is sent of it; None: nothing."""
    if one.kind is Kind.TICK:
        return bool(written)
    if one.is_list:
        return list(dict.fromkeys(written.split()))
    if one.kind is Kind.DAY and (day := parse_day(written)):
        return day.isoformat()
    if one.kind is Kind.INSTANT and (at := parse_instant(written)):
        return at.isoformat()
    if one.kind is Kind.NUMBER and _is_number(written):
        return int(written)
    if one.is_one_of_several:
        return [written] if written else None
    if one.kind is Kind.READ:
        try:
            return json.loads(written)
        except ValueError:
            return written
    return written or None


def read_back(written: str, choices: Mapping[str, str], one: Field) -> str:
    """As its person reads it."""
    if one.kind is Kind.TICK:
        return "Ja"
    if one.is_list:
        known = {**choices, **one.closed}
        return listed([known.get(code, code) for code in written.split()])
    return choices.get(written, written)


def what_is_wrong(one: Field, written: str) -> str | None:
    """What is said of it; None: nothing is wrong that a page can see."""
    if not written:
        return one.missing or None
    if one.kind is Kind.DAY and parse_day(written) is None:
        return NO_DAY
    if one.kind is Kind.INSTANT and parse_instant(written) is None:
        return NO_INSTANT
    if one.kind is Kind.NUMBER and not _is_number(written):
        return NO_NUMBER
    if one.kind in {Kind.CHOICE, Kind.RADIO} and written not in one.choices:
        return one.missing
    if one.kind is Kind.TICKS and (odd := set(written.split()) - one.choices.keys()):
        return one.why_closed if odd <= one.closed.keys() else one.missing
    return None


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER
