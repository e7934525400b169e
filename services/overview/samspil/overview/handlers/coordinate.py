"""Look at a citizen after something changed: tell partners what they may know, watch stays, list what waits.

Telling comes first, and each part fails alone: a withdrawal, a narrowing and an ended ground are told
whatever else of the citizen cannot be computed.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from samspil.ledger.due import Incomplete
from samspil.ledger.say import Cause
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.domain.end_all import EndFacts, end_all
from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.view import View
from samspil.overview.domain.watch_stays import WatchFacts, watch_stays
from samspil.overview.handlers.tell import tell
from samspil.overview.storage.last_look import LastLook
from samspil.overview.storage.transaction import OverviewTransaction, readable_view
from samspil.rulebook.law import Law
from samspil.telemetry.trace import current_traceparent
from samspil.vocabulary.citizen_id import CitizenId

COORDINATION, CITIZEN = "coordination", "citizen"


def coordinate(
    tx: OverviewTransaction, citizen: CitizenId, law: Law, ours: Collection[str]
) -> datetime | Incomplete | None:
    """The clock's step; when to look again because an answer changes by itself.

    ``ours`` are the municipalities that our units work for.
    """
    view, unreadable = readable_view(tx.folds.of(citizen), lambda: tx.coordinations.of(citizen))
    faults: list[Exception] = list(unreadable.values())
    again = tell(
        tx,
        citizen,
        view,
        law,
        ours,
        faults,
        hold_known=COORDINATION not in unreadable,
        citizen_known=CITIZEN not in unreadable,
    )
    for part in (partial(_watch, ours=ours), _list):
        try:
            part(tx, citizen, view, unreadable)
        except Exception as fault:  # noqa: BLE001  # whatever it is, what was told stands
            faults.append(fault)
    return Incomplete(faults[0], again) if faults else again


def _watch(
    tx: OverviewTransaction,
    citizen: CitizenId,
    view: View,
    unreadable: Collection[str],
    ours: Collection[str],
) -> None:
    """Say what stays propose; of whoever is no longer ours, that nothing is decided any more."""
    if COORDINATION in unreadable:
        return
    facts: WatchFacts | EndFacts = ()
    if not is_ours(view.citizen, ours):
        state, facts = end_all(view.coordination, tx.now)
    elif "hospital" in unreadable:
        return
    else:
        state, facts = watch_stays(view.coordination, view.hospital, tx.now, current_traceparent())
    if facts:
        tx.decide(state, *facts, caused_by=Cause(case=citizen))


def _list(tx: OverviewTransaction, citizen: CitizenId, view: View, unreadable: Collection[str]) -> None:
    """Keep what waits, and who is tied, where it changed; what cannot be read hides nothing else."""
    coordination = view.coordination if COORDINATION in unreadable else tx.coordination
    tasks = open_work(replace(view, coordination=coordination))
    last = tx.looks.of(citizen) or LastLook()
    tx.looks.save(citizen, replace(last, tasks=tasks, ties=ties(view)))
