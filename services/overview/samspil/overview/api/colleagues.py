"""Social psychiatry's people, for whoever chooses one of them without knowing ids: oneself first."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from samspil.overview.api.doors import STAFF, OverviewDoor
from samspil.overview.pages.form import Filled, Kind
from samspil.overview.pages.units import unit_words
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller
from samspil.web.problems import Problem

ONESELF = "Mig selv"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here."""

    id: str
    """Staff id."""
    name: str
    shown: str
    """As who chooses reads it."""
    unit: str | None
    """The one that they work for, where that is one alone."""


async def colleagues(door: OverviewDoor, caller: Caller) -> list[Colleague]:
    """Whoever asks, and whom the built-in issuer lists; nobody more where it is away, or another issues."""
    ours = unit_words(door.rules, danish_day(datetime.now(UTC))).ours

    def only(units: frozenset[str]) -> str | None:
        known = units & ours.keys()
        return next(iter(known)) if len(known) == 1 else None

    found = [Colleague(caller.subject, caller.name, ONESELF, only(caller.units))] if caller.name else []
    if door.built_in_issuer is None:
        return found
    try:
        known = await door.built_in_issuer.people()
    except Problem:
        return found
    return found + [
        Colleague(one.subject, one.name, one.name, only(one.units))
        for one in known
        if one.sector is Sector.SOCIAL and one.role in STAFF and one.subject != caller.subject
    ]


def chosen(filled: Filled, people: list[Colleague]) -> Filled:
    """The form with whom one can choose, and with the name and the unit of who was chosen, if anybody.

    Where several are chosen, each one's name follows it: ``deputy``, ``deputy_name``.
    """
    form = filled.form
    follows = {one.name for one in form.fields if one.kind in {Kind.PERSON, Kind.GIVEN}}
    written = {name: text for name, text in filled.written.items() if name not in follows}
    for asked in form.choosing:
        if who := next((one for one in people if one.id == filled.text(asked.name)), None):
            given = {"name": who.name, f"{asked.name}_name": who.name, "unit": who.unit or ""}
            written |= {asked.name: who.id} | {name: text for name, text in given.items() if name in follows}
    return replace(filled, written=written, people={one.id: one.shown for one in people})
