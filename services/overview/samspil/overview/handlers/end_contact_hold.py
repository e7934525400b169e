"""End a contact hold before its day, and tell who was told."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.set_hold import end_hold
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.vocabulary.citizen_id import CitizenId


def end_contact_hold(tx: OverviewTransaction, citizen: CitizenId, hold_id: UUID, by: str) -> None:
    """Raises ``NoSuchHold``."""
    state, facts = end_hold(tx.coordinations.of(citizen) or Coordination(), hold_id, by, tx.now)
    tx.coordinations.save(citizen, state)
    tx.say(*facts, caused_by=Cause(case=hold_id))
    tx.mark(COORDINATE, tx.now)
