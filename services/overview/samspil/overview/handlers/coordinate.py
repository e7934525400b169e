"""Look at a citizen after something changed: watch stays, then tell each partner what it may know."""

from datetime import datetime

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.inform import inform, narrowed, says_the_same, tells_nothing
from samspil.overview.domain.law import Law, Receiver
from samspil.overview.domain.watch_stays import watch_stays
from samspil.overview.storage.disclosed import Last
from samspil.overview.storage.transaction import OverviewTransaction, view_of
from samspil.telemetry.trace import current_traceparent
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.ids import uuid7


def coordinate(tx: OverviewTransaction, citizen: CitizenId, law: Law) -> datetime | None:
    """The clock's step; when to look again because an answer changes by itself."""
    view = view_of(tx.folds.of(citizen), tx.coordinations.of(citizen))
    coordination, facts = watch_stays(view.coordination, view.hospital, tx.now, current_traceparent())
    if facts:
        tx.coordinations.save(citizen, coordination)
        tx.say(*facts, caused_by=Cause(case=citizen))
    return tell(tx, citizen, law)


def tell(tx: OverviewTransaction, citizen: CitizenId, law: Law) -> datetime | None:
    """Say to each partner what differs from what was said last; nothing that was never shared is denied."""
    view = view_of(tx.folds.of(citizen), tx.coordinations.of(citizen) or Coordination())
    last = tx.disclosed.of(citizen) or Last({}, in_doubt=False)
    said = dict(last.informed)
    again: list[datetime] = []
    for receiver in Receiver:
        disclosure = disclose(view, receiver, law, danish_day(tx.now))
        if disclosure.changes_on is not None:
            again.append(start_of(disclosure.changes_on))
        before = said.get(receiver)
        informed = inform(disclosure, tx.now)
        if last.in_doubt:
            informed = narrowed(informed, before)  # type: ignore[type-var]  # both are of one receiver
        if says_the_same(informed, before) or (before is None and tells_nothing(informed)):
            continue
        # A case of its own: what caused it may not be told.
        tx.say(informed, caused_by=Cause(case=uuid7()))
        said[receiver] = informed
    if said != last.informed:
        tx.disclosed.save(citizen, Last(said, in_doubt=last.in_doubt))
    return min(again, default=None)
