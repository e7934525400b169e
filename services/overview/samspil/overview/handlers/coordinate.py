"""Look at a citizen after something changed: tell partners what they may know, watch, list what waits.

Telling comes first, and each part fails alone: a withdrawal, a narrowing and an ended ground are told
whatever else of the citizen cannot be computed.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from samspil.ledger.due import Incomplete
from samspil.ledger.say import Cause
from samspil.ledger.transaction import SOON
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.domain.end_all import EndFacts, end_all
from samspil.overview.domain.message_work import messages_change_on
from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.plan_work import plan_changes_on
from samspil.overview.domain.watch_stays import WatchFacts, watch_stays
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.handlers.tell import tell
from samspil.overview.handlers.watch_person import watch_person
from samspil.overview.storage.last_look import LastLook
from samspil.overview.storage.person import COORDINATION, Person, person
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook
from samspil.telemetry.trace import current_traceparent
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of


def coordinate(
    tx: OverviewTransaction, citizen: CitizenId, law: Law, rules: Rulebook
) -> datetime | Incomplete | None:
    """The clock's step; when to look again because an answer changes by itself."""
    found = person(tx)
    faults, again = _look(tx, citizen, found, law, rules)
    if found.view.part_of is not None:  # what changed here is told, and listed, with the file it belongs to
        tx.turn_to(found.view.part_of)
        tx.mark(COORDINATE, tx.now)
        tx.turn_to(citizen)
    else:
        for one in found.files:  # what is said of the whole from now on is no longer said of a part
            tx.turn_to(one)
            more, sooner = _look(tx, one, person(tx), law, rules)
            faults, again = [*faults, *more], earlier(again, sooner)
        tx.turn_to(citizen)
    if found.waits:
        again = earlier(again, tx.now + SOON)
    return Incomplete(faults[0], again) if faults else again


def earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    """The first of them that there is."""
    return min((at for at in (one, other) if at is not None), default=None)


def _look(
    tx: OverviewTransaction, citizen: CitizenId, found: Person, law: Law, rules: Rulebook
) -> tuple[list[Exception], datetime | None]:
    """At one file: what failed, and when to look again."""
    faults: list[Exception] = list(found.unreadable.values())
    ours = rules.municipalities
    again = tell(tx, citizen, found, law, ours, faults)
    parts: tuple[Callable[[], datetime | None], ...] = (
        lambda: _watch(tx, citizen, found, ours),
        lambda: _attend(tx, citizen, found, rules),
        lambda: _list(tx, citizen, found, ours),
    )
    for part in parts:
        try:
            again = earlier(again, part())
        except Exception as fault:  # noqa: BLE001  # whatever it is, what was told stands
            faults.append(fault)
    return faults, again


def _watch(tx: OverviewTransaction, citizen: CitizenId, found: Person, ours: Collection[str]) -> None:
    """Say what stays propose; of whoever is no longer ours, that nothing is decided any more.

    Each of a person's files answers for the stays that are told there; a hold counts whichever it stands in.
    """
    if COORDINATION in found.unreadable:
        return
    facts: WatchFacts | EndFacts = ()
    if not is_ours((found.survivor or found.view).citizen, ours):
        state, facts = end_all(tx.coordination, tx.now)
    elif "hospital" in found.unreadable:
        return
    else:
        held = found.view.coordination.hold(danish_day(tx.now)) is not None
        trace = current_traceparent()
        state, facts = watch_stays(tx.coordination, found.own.hospital, tx.now, trace, held=held)
    if facts:
        tx.decide(state, *facts, caused_by=Cause(case=citizen))


def _attend(tx: OverviewTransaction, citizen: CitizenId, found: Person, rules: Rulebook) -> datetime | None:
    """Say what does not go together; when that changes by itself."""
    try:
        changes_on = watch_person(tx, citizen, found, rules)
    finally:
        tx.turn_to(citizen)
    return start_of(changes_on) if changes_on else None


def _list(
    tx: OverviewTransaction, citizen: CitizenId, found: Person, ours: Collection[str]
) -> datetime | None:
    """Keep what waits, and who is tied, where it changed; what cannot be read hides nothing else.

    When something else waits by itself. Of a file that belongs to another all of it is kept there.
    """
    view = person(tx).view if found.files else found.view
    if COORDINATION not in found.unreadable and not found.files:
        view = replace(view, coordination=tx.coordination)
    is_part = view.part_of is not None
    last = tx.looks.of(citizen) or LastLook()
    today = danish_day(tx.now)
    tasks, tied = ((), ()) if is_part else (open_work(view, today, ours), ties(view))
    tx.looks.save(citizen, replace(last, tasks=tasks, ties=tied))
    if is_part:
        return None
    changes = (plan_changes_on(view, today), messages_change_on(view, today))
    changes_on = min((day for day in changes if day), default=None)
    return start_of(changes_on) if changes_on else None
