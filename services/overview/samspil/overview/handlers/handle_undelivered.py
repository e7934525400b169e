"""Keep that somebody took care of a message that did not reach a partner."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.overview.domain import handle_undelivered as decision
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction, view_of


def handle_undelivered(tx: OverviewTransaction, delivery: UUID, by: str, seen: int | None = None) -> int:
    """The version of how it ended, which stays. Raises ``NothingUndelivered``, ``StaleVersion``."""
    view = view_of(tx.folds.of(tx.citizen), tx.coordination)
    ended = decision.require_delivery(view, delivery)
    require_version(ended, seen)
    state, facts = decision.handle_undelivered(view, delivery, by, tx.now)
    tx.decide(state, *facts, caused_by=Cause(case=delivery))
    tx.mark(COORDINATE, tx.now)  # what waits is listed anew
    return ended.version
