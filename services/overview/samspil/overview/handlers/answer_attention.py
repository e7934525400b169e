"""Take in what somebody did about two things that do not go together."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.overview.domain import answer_attention as decision
from samspil.overview.domain.answer_attention import Answered, require_attention
from samspil.overview.domain.coordination import Coordination
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.telemetry.trace import step_span


def answer_attention(tx: OverviewTransaction, attention_id: UUID, answered: Answered) -> Coordination:
    """Raises what the decision raises; no partner is told anything by it."""
    before = tx.coordination
    state, facts = decision.answer_attention(before, attention_id, answered, tx.now)
    tx.mark(COORDINATE, tx.now)  # what waits is listed anew
    with step_span("answer attention", require_attention(before, attention_id).trace):
        return tx.decide(state, *facts, caused_by=Cause(case=tx.citizen))
