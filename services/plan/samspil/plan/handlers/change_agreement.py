"""Change a discharge agreement or coordination plan, each a case of its own."""

from datetime import date
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.ledger.transaction import Decide
from samspil.ledger.versions import all_at
from samspil.plan.domain.agreement import Agreement, require_agreement
from samspil.plan.domain.conclude_agreement import conclude_agreement as conclude
from samspil.plan.domain.conclude_agreement import replace_others
from samspil.plan.storage.transaction import PlanTransaction


def change_agreement(
    tx: PlanTransaction, agreement_id: UUID, seen: int | None, decide: Decide[Agreement]
) -> Agreement:
    """The agreement as it is now.

    Raises ``UnknownAgreement``, ``StaleVersion`` and what the decision raises.
    """
    agreement = require_agreement(tx.agreements.of(tx.citizen), agreement_id)
    return tx.change(tx.agreements, agreement, seen, decide, agreement.id)


def conclude_agreement(
    tx: PlanTransaction,
    agreement_id: UUID,
    seen: int | None,
    on: date | None,
    by: str,
    *,
    with_citizen: bool,
) -> Agreement:
    """The agreement as it was agreed: in the same act it takes the place of every other, in whichever file.

    Raises ``UnknownAgreement``, ``StaleVersion`` and what the decision raises.
    """
    agreed = change_agreement(
        tx, agreement_id, seen, lambda it, now: conclude(it, on, by, now, with_citizen=with_citizen)
    )
    citizen = tx.citizen
    for file in sorted(tx.citizens):
        tx.turn_to(file)
        agreements, facts = replace_others(tx.agreements.of(file), agreed, by, tx.now)
        versions = tx.say(*facts, caused_by=Cause(case=agreed.id))
        tx.agreements.save(file, all_at(agreements, versions))
    tx.turn_to(citizen)
    return agreed
