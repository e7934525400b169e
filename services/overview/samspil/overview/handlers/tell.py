"""Tell each partner what it may know of a citizen."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from samspil.ledger.say import Cause
from samspil.overview.domain.inform import says_the_same, tells_nothing
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.what_is_told import what_is_told
from samspil.overview.storage.person import Person
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.law import Law
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import start_of
from samspil.vocabulary.ids import uuid7


def tell(
    tx: OverviewTransaction,
    citizen: CitizenId,
    found: Person,
    law: Law,
    ours: Collection[str],
    faults: list[Exception],
) -> datetime | None:
    """Say to each what differs from what was said last; nothing that was never shared is denied.

    What fails is added to ``faults``, and its receiver is told what stands without it. Where it is not known
    whether the citizen lives, less may be told and never more.
    """
    last = found.last
    said = dict(last.informed)
    again: list[datetime] = []
    for receiver in Receiver:
        informed, changes_on = what_is_told(found.known, receiver, law, tx.now, ours, faults)
        if changes_on is not None:
            again.append(start_of(changes_on))
        before = said.get(receiver)
        never_told = before is None and receiver not in last.forgotten
        if says_the_same(informed, before) or (never_told and tells_nothing(informed)):
            continue
        # A case of its own: what caused it may not be told.
        tx.say(informed, caused_by=Cause(case=uuid7()))
        said[receiver] = informed
    if said != last.informed:
        tx.looks.save(citizen, replace(last, informed=said, forgotten=set()))
    return min(again, default=None)
