"""Say and keep what became of the questions and follow-ups that stays brought."""

from samspil.ledger.say import Cause
from samspil.ledger.versions import all_at
from samspil.plan.domain.settle import Brought, StayFacts
from samspil.plan.storage.transaction import PlanTransaction


def keep_brought(tx: PlanTransaction, brought: Brought, facts: StayFacts, cause: Cause) -> None:
    """Each at its new version."""
    versions = tx.say(*facts, caused_by=cause)
    tx.questions.save(tx.citizen, all_at(brought.questions, versions))
    tx.follow_ups.save(tx.citizen, all_at(brought.follow_ups, versions))
