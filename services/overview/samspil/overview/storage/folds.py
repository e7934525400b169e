"""Which topics are folded, and how."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.fold import Fold, FoldTransaction
from samspil.ledger.store import Store
from samspil.overview.domain.citizen_state import CitizenState, fold_citizen
from samspil.overview.domain.referral_state import ReferralState, fold_referral

CITIZEN = Fold(topics.CITIZEN, TypeAdapter(CitizenState | None), fold_citizen)
REFERRAL = Fold(topics.REFERRAL, TypeAdapter(ReferralState), fold_referral)

FOLDS = (CITIZEN, REFERRAL)


def overview_store(pool: Pool) -> Store[FoldTransaction]:
    """Where this service's transactions are opened."""

    def open_one(source: str, says: Sequence[str]) -> FoldTransaction:
        return FoldTransaction(source, says, FOLDS)

    return Store(pool, open_one, "overview", topics.COORDINATION)
