"""Set a contact hold, and tell who may know."""

from collections.abc import Collection

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Hold, Seen
from samspil.overview.domain.ours import require_ours
from samspil.overview.domain.set_hold import HoldWanted, set_hold
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction, readable_view
from samspil.telemetry.trace import step_span


def set_contact_hold(
    tx: OverviewTransaction, wanted: HoldWanted, ours: Collection[str], seen: Seen | None = None
) -> Hold:
    """The hold. Raises ``NotOurs``, ``EndsInThePast``, ``HoldChanged``."""
    before = tx.coordination
    view, _ = readable_view(tx.folds.of(tx.citizen), lambda: before)
    require_ours(view.citizen, ours)
    state, facts = set_hold(before, wanted, tx.now, seen)
    with step_span("answer proposal", before.proposal_trace()):
        decided = tx.decide(state, *facts, caused_by=Cause(case=wanted.id))
        tx.mark(COORDINATE, tx.now)
    return decided.holds[-1]
