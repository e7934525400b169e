"""Keep that somebody took care of a message that did not reach a partner."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.overview.domain import handle_undelivered as decision
from samspil.overview.storage.transaction import OverviewTransaction, view_of
from samspil.vocabulary.citizen_id import CitizenId


def handle_undelivered(tx: OverviewTransaction, citizen: CitizenId, delivery: UUID, by: str) -> None:
    """Raises ``NothingUndelivered``."""
    view = view_of(tx.folds.of(citizen), tx.coordinations.of(citizen))
    state, facts = decision.handle_undelivered(view, delivery, by, tx.now)
    if facts:
        tx.coordinations.save(citizen, state)
        tx.say(*facts, caused_by=Cause(case=delivery))
