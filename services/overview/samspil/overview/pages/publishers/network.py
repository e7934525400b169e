"""Whom a citizen has around them, how the citizen wants to be met, and what can be done about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samspil.contracts.citizen import RelativeLeft
from samspil.overview.domain.citizen_network import ContactWishes, Coordinator, Relative
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, listed, lowered
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.network import (
    ADD_RELATIVE,
    CHANGE_RELATIVE,
    END_SIGN_IN,
    LET_SIGN_IN,
    NAME_ANOTHER,
    NAME_COORDINATOR,
    REMOVE_RELATIVE,
    SET_WISHES,
)
from samspil.overview.pages.reading import Read
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Caller, Role

NAMING = (Role.CASEWORKER, Role.VISITATOR)
"""Who names a coordinator on a page; a leader has no citizen's page."""


@dataclass(frozen=True, slots=True)
class CoordinatorCard:
    """Who coordinates, in which unit, since when."""

    name: str
    unit: str | None
    since: str


@dataclass(frozen=True, slots=True)
class WishesCard:
    """How the citizen wants to be contacted."""

    ways: tuple[str, ...]
    """The best first."""
    words: str | None
    since: str


@dataclass(frozen=True, slots=True)
class RelativeCard:
    """Somebody who is there."""

    name: str
    kind: str
    knows: str
    """What they may be told and until when, as a sentence."""
    contact: str | None
    wishes: str | None
    signs_in: bool
    """Whether they have a number to sign in with."""
    offers: tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class LeftCard:
    """Somebody who is no longer there; without a name where they should never have been."""

    name: str | None
    kind: str
    why: str
    left: str


def coordinator_card(coordinator: Coordinator, read: Read, units: UnitWords) -> CoordinatorCard:
    """The card."""
    unit = units.name(coordinator.unit) if coordinator.unit else None
    return CoordinatorCard(read(coordinator.name), unit, day(danish_day(coordinator.since)))


def wishes_card(wishes: ContactWishes, read: Read) -> WishesCard:
    """The card."""
    return WishesCard(
        tuple(words.CONTACT_WAY[way] for way in wishes.ways),
        read(wishes.words) if wishes.words else None,
        day(danish_day(wishes.set_at)),
    )


def wishes_line(wishes: ContactWishes | None) -> str | None:
    """``Vil helst have: sms, besøg``; None where no way was named."""
    if wishes is None or not wishes.ways:
        return None
    return f"Vil helst have: {', '.join(lowered(words.CONTACT_WAY[way]) for way in wishes.ways)}"


def relative_card(relative: Relative, read: Read, today: date, *, signs_in: bool = False) -> RelativeCard:
    """The card of somebody who is there, with what can be done."""
    thing = (Thing(relative.id, relative.version),)
    name = read(relative.name)
    contact = read(relative.contact) if relative.contact else None
    wishes = read(relative.wishes) if relative.wishes else None
    holds = relative.until is not None and today <= relative.until
    written = {
        "kind": relative.kind,
        "name": name,
        "contact": contact or "",
        "wishes": wishes or "",
        "may_know": " ".join(relative.may_know) if holds else "",
        "until": day(relative.until) if relative.until and holds else "",
    }
    return RelativeCard(
        name,
        words.RELATIVE[relative.kind],
        _knows(relative, today),
        contact,
        wishes,
        signs_in,
        (
            Filled(CHANGE_RELATIVE, thing, written),
            Filled(END_SIGN_IN if signs_in else LET_SIGN_IN, thing),
            Filled(REMOVE_RELATIVE, thing),
        ),
    )


def left_card(relative: Relative, left: RelativeLeft, read: Read) -> LeftCard:
    """The line of somebody who is no longer there."""
    return LeftCard(
        None if left is RelativeLeft.MISTAKE else read(relative.name),
        words.RELATIVE[relative.kind],
        words.RELATIVE_LEFT_WHY[left],
        day(danish_day(relative.left_at)) if relative.left_at else "",
    )


def network_offers(
    citizen: CitizenId,
    state: CitizenState,
    wishes: WishesCard | None,
    me: Caller | None,
    units: Mapping[str, str],
    *,
    lists_people: bool,
) -> Iterator[Filled]:
    """What can be entered anew, once there is a file; ``lists_people``: whether who works here is known."""
    if state.who is None:
        return
    file = (Thing(citizen, state.who.version),)
    yield Filled(ADD_RELATIVE)
    ways = " ".join(state.wishes.ways) if state.wishes else ""
    yield Filled(SET_WISHES, file, {"ways": ways, "words": (wishes.words if wishes else None) or ""})
    if me and me.role in NAMING:
        yield Filled(NAME_COORDINATOR, file)
        if not lists_people:
            yield Filled(NAME_ANOTHER, file, units=units)


def _knows(relative: Relative, today: date) -> str:
    if not relative.may_know or relative.until is None:
        return "Får intet at vide."
    if relative.until < today:
        return f"Får intet at vide: borgerens ja gjaldt til og med {day(relative.until)}."
    known = listed([words.DATA[kind] for kind in relative.may_know])
    return f"Må få at vide: {known}. Til og med {day(relative.until)}."
