"""Who the citizen is, as pages show it: what can be done about it, and what has become of them."""

from collections.abc import Collection, Iterator

from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.merges import merged_into
from samspil.overview.domain.ours import acts_elsewhere
from samspil.overview.pages.danish import day
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.identity import (
    CORRECT,
    LINK,
    MERGE,
    MOVE,
    RECORD_DEATH,
    RETRACT_DEATH,
    SPLIT,
)
from samspil.overview.pages.reading import Read
from samspil.vocabulary import municipality
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller, Role

KEEPING_FILES = frozenset({Role.CASEWORKER, Role.VISITATOR})


def offers(
    citizen: CitizenId, state: CitizenState, read: Read, me: Caller | None, *, with_address: bool = True
) -> Iterator[Filled]:
    """What the reader can do about the file, with what stands in it today.

    A protected address is read where it was opened to be corrected, and nowhere else.
    """
    who = state.who
    if who is None or me is None or me.role not in KEEPING_FILES:
        return
    file = (Thing(citizen, who.version),)
    if merged_into(state.merges) is not None:
        yield Filled(SPLIT, file)
        return
    yield Filled(
        CORRECT, file, _as_it_stands(who, read, with_address=with_address or not who.address_protected)
    )
    yield Filled(LINK, file)
    if state.dead_since is not None:
        yield Filled(RETRACT_DEATH, file)
        return
    yield Filled(MOVE, file, {"acting_municipality": who.acting_municipality})
    yield Filled(RECORD_DEATH, file)
    yield Filled(MERGE, file)


def what_became(state: CitizenState, ours: Collection[str] | None) -> str:
    """That the citizen is dead, or another municipality's; empty where neither is so.

    ``ours`` are the municipalities that our units work for; None where that is not known.
    """
    if state.dead_since is not None:
        died = f"Borgeren er død {day(state.died_on)}" if state.died_on else "Borgeren er død"
        return f"{died}. Alt, der var åbent, er lukket, og ingen får mere at vide."
    if state.who is None or ours is None or not acts_elsewhere(state, ours):
        return ""
    acting = municipality.reading(state.who.acting_municipality)
    moved = f"Borgeren er flyttet {day(state.moved_on)}. " if state.moved_on else ""
    return f"{moved}{acting} handler i sagen, og ingen får mere at vide herfra."


def _as_it_stands(who: Who, read: Read, *, with_address: bool) -> dict[str, str]:
    return {
        "name": read(who.name),
        "acting_municipality": who.acting_municipality,
        "residence_municipality": who.residence_municipality or "",
        "address": read(who.address) if who.address and with_address else "",
        "address_protected": "true" if who.address_protected else "",
    }
