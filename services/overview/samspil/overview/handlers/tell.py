"""Tell each partner what it may know of a citizen, as far as that can be computed: in doubt less."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Coordination, Hold
from samspil.overview.domain.disclose import Disclosure, disclose
from samspil.overview.domain.inform import Informed, inform, narrowed, says_the_same, tells_nothing
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.last_look import LastLook
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.law import Law
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.ids import uuid7


def tell(
    tx: OverviewTransaction,
    citizen: CitizenId,
    view: View,
    law: Law,
    ours: Collection[str],
    faults: list[Exception],
    *,
    hold_known: bool = True,
    citizen_known: bool = True,
) -> datetime | None:
    """Say to each what differs from what was said last; nothing that was never shared is denied.

    What fails is added to ``faults``, and its receiver is told what stands without it. Where it is not known
    whether the citizen lives, less may be told and never more.
    """
    last = tx.looks.of(citizen) or LastLook()
    said = dict(last.informed)
    again: list[datetime] = []
    for receiver in Receiver:
        before = said.get(receiver)
        told = _hold_told(before, tx.now)
        known = view if hold_known else replace(view, coordination=told)
        # Most of what may be told stands on consents alone, whatever is wrong with the rest.
        views = (known, combine(citizen=view.citizen, coordination=told))
        disclosure = _disclose(views, receiver, law, danish_day(tx.now), ours, faults)
        if disclosure.changes_on is not None:
            again.append(start_of(disclosure.changes_on))
        informed = inform(disclosure, tx.now)
        if last.in_doubt or not citizen_known:
            informed = narrowed(informed, before)  # type: ignore[type-var]  # both are of one receiver
        never_told = before is None and receiver not in last.forgotten
        if says_the_same(informed, before) or (never_told and tells_nothing(informed)):
            continue
        # A case of its own: what caused it may not be told.
        tx.say(informed, caused_by=Cause(case=uuid7()))
        said[receiver] = informed
    if said != last.informed:
        tx.looks.save(citizen, replace(last, informed=said, forgotten=set()))
    return min(again, default=None)


def _disclose(
    views: tuple[View, ...],
    receiver: Receiver,
    law: Law,
    today: date,
    ours: Collection[str],
    faults: list[Exception],
) -> Disclosure:
    """By the first view that it can be computed from; by none of them, nothing."""
    for view in views:
        try:
            return disclose(view, receiver, law, today, ours)
        except Exception as fault:  # noqa: BLE001  # whatever it is, nobody is told more for it
            faults.append(fault)
    return Disclosure(receiver)


def _hold_told(before: Informed | None, now: datetime) -> Coordination:
    """A hold that was told goes on: to take it back would say that the citizen may be contacted."""
    told = getattr(before, "contact_hold", None)
    return Coordination((Hold(told.hold_id, told.until, told.ask, "", now),) if told else ())
