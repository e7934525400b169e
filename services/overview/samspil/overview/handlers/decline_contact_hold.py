"""Take in that no contact hold is needed."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.decline_hold import decline_hold
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.telemetry.trace import step_span


def decline_contact_hold(tx: OverviewTransaction, proposal_id: UUID, by: str) -> Coordination:
    """Raises ``NoSuchProposal`` or ``NoLongerProposed``; no partner is told anything by it."""
    before = tx.coordination
    state, facts = decline_hold(before, proposal_id, by, tx.now)
    tx.mark(COORDINATE, tx.now)  # what waits is listed anew
    with step_span("answer proposal", before.proposal_trace()):
        return tx.decide(state, *facts, caused_by=Cause(case=tx.citizen))
