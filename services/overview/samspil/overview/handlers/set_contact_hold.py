"""Set a contact hold, and tell who may know."""

from collections.abc import Collection

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Hold, Seen
from samspil.overview.domain.ours import require_ours
from samspil.overview.domain.set_hold import HoldWanted, answer_proposals, require_seen, set_hold
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.person import person
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.telemetry.trace import step_span


def set_contact_hold(
    tx: OverviewTransaction, wanted: HoldWanted, ours: Collection[str], seen: Seen | None = None
) -> Hold:
    """The hold; it answers what any file of the person proposes.

    Raises ``NotOurs``, ``EndsInThePast``, ``HoldChanged``.
    """
    citizen, found = tx.citizen, person(tx)
    require_ours(found.view.citizen, ours)
    before = found.view.coordination
    require_seen(before, seen, tx.now)
    state, facts = set_hold(tx.coordination, wanted, tx.now)
    with step_span("answer proposal", before.proposal_trace()):
        decided = tx.decide(state, *facts, caused_by=Cause(case=wanted.id))
        tx.mark(COORDINATE, tx.now)
        for other in found.files:
            tx.turn_to(other)
            state, also = answer_proposals(tx.coordination, tx.now)
            tx.decide(state, *also, caused_by=Cause(case=wanted.id))
        tx.turn_to(citizen)
    return decided.holds[-1]
