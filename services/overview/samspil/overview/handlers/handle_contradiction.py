"""Keep that somebody found out which of a partner's two answers holds."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.overview.domain import handle_contradiction as decision
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction, view_of


def handle_contradiction(tx: OverviewTransaction, answer: UUID, by: str, seen: int | None = None) -> int:
    """The version of the later answer, which stays. Raises ``NoSuchAnswer``, ``StaleVersion``."""
    view = view_of(tx.folds.of(tx.citizen), tx.coordination)
    heard = decision.require_contradiction(view, answer)
    require_version(heard, seen)
    state, facts = decision.handle_contradiction(view, answer, by, tx.now)
    tx.decide(state, *facts, caused_by=Cause(case=heard.referral_id))
    tx.mark(COORDINATE, tx.now)  # what waits is listed anew
    return heard.version
