"""Set a contact hold, and tell who may know."""

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Coordination, Seen
from samspil.overview.domain.set_hold import HoldWanted, set_hold
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.telemetry.trace import step_span
from samspil.vocabulary.citizen_id import CitizenId


def set_contact_hold(
    tx: OverviewTransaction, citizen: CitizenId, wanted: HoldWanted, seen: Seen | None = None
) -> None:
    """Raises ``EndsInThePast``, ``HoldChanged``."""
    before = tx.coordinations.of(citizen) or Coordination()
    state, facts = set_hold(before, wanted, tx.now, seen)
    tx.coordinations.save(citizen, state)
    with step_span("answer proposal", before.proposal_trace()):
        tx.say(*facts, caused_by=Cause(case=wanted.id))
        tx.mark(COORDINATE, tx.now)
