"""Take in that no contact hold is needed."""

from collections.abc import Collection
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.decline_hold import decline_hold
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.telemetry.trace import step_span
from samspil.vocabulary.citizen_id import CitizenId


def decline_contact_hold(
    tx: OverviewTransaction, citizen: CitizenId, proposals: Collection[UUID], by: str
) -> None:
    """Raises ``NoSuchProposal`` or ``NoLongerProposed``; no partner is told anything by it."""
    before = tx.coordinations.of(citizen) or Coordination()
    state, facts = decline_hold(before, proposals, by, tx.now)
    if facts:
        tx.coordinations.save(citizen, state)
        with step_span("answer proposal", before.proposal_trace()):
            tx.say(*facts, caused_by=Cause(case=citizen))
