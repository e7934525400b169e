"""Keep that a message from a hospital was read, and asks for no answer."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.overview.domain import handle_message as decision
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction, view_of


def handle_message(tx: OverviewTransaction, message: UUID, by: str, seen: int | None = None) -> int:
    """The version of the message, which stays. Raises ``NoSuchMessage``, ``StaleVersion``."""
    found = decision.require_message(view_of(tx.folds.of(tx.citizen), tx.coordination), message)
    require_version(found, seen)
    state, facts = decision.handle_message(tx.coordination, message, by, tx.now)
    tx.decide(state, *facts, caused_by=Cause(case=found.thread_id))
    tx.mark(COORDINATE, tx.now)  # what waits is listed anew
    return found.version
