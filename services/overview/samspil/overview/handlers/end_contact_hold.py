"""End a contact hold before its day, and tell who was told."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Hold
from samspil.overview.domain.set_hold import end_hold
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction


def end_contact_hold(tx: OverviewTransaction, hold_id: UUID, by: str) -> Hold:
    """The hold that is over. Raises ``NoSuchHold``, ``HoldReplaced``."""
    state, facts = end_hold(tx.coordination, hold_id, by, tx.now)
    tx.mark(COORDINATE, tx.now)
    decided = tx.decide(state, *facts, caused_by=Cause(case=hold_id))
    return next(hold for hold in decided.holds if hold.id == hold_id)
