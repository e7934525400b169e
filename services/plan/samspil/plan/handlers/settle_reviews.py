"""Have a review wait of everything that is in force, and of nothing else."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from samspil.ledger.say import Cause
from samspil.ledger.versions import all_at
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.settle_reviews import settle_reviews as settle
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId

SET_REVIEWS = "set reviews"
"""The due step, once a citizen: a version before set no days."""


def settle_reviews(tx: PlanTransaction, cause: Cause | None = None) -> None:
    """As the citizen's plan stands by now, and whether anything is asked about them."""
    plan = tx.plans.of(tx.citizen)
    if plan is None:
        return
    citizen = tx.citizen_states.of(tx.citizen) or Citizen()
    reviews, facts = settle(plan, tx.reviews.of(tx.citizen), tx.now, asks=not citizen.is_away)
    versions = tx.say(*facts, caused_by=cause or Cause(case=plan.referral_id))
    tx.reviews.save(tx.citizen, all_at(reviews, versions))


def set_reviews(
    tx: PlanTransaction, citizen: CitizenId, _item: str, ours: Collection[str]
) -> datetime | None:
    """The clock's step: plans were agreed without a day, and whether the citizen is ours was not kept."""
    state = tx.citizen_states.of(citizen) or Citizen()
    if state.has_other_files:
        look_soon(tx)
        return None
    is_away = not state.is_ours(ours)
    if is_away != state.is_away:
        tx.citizen_states.put(replace(state, is_away=is_away))
    settle_reviews(tx)
    return None
