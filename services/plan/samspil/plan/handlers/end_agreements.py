"""End what was asked of, or agreed with, hospitals about whoever died or is another municipality's."""

from samspil.ledger.say import Cause
from samspil.ledger.versions import all_at
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.end_agreement import end_all_agreements
from samspil.plan.storage.transaction import PlanTransaction


def end_agreements(tx: PlanTransaction, cause: Cause | None = None) -> None:
    """Of the citizen at hand. What ended comes back by nothing that is heard: somebody asks again."""
    if not (tx.citizen_states.of(tx.citizen) or Citizen()).is_away:
        return
    agreements, facts = end_all_agreements(tx.agreements.of(tx.citizen), tx.now)
    versions = tx.say(*facts, caused_by=cause or Cause(case=tx.citizen))
    tx.agreements.save(tx.citizen, all_at(agreements, versions))
