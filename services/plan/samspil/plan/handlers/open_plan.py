"""Open a plan when a referral was accepted."""

from samspil.contracts.envelope import Event
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.say import Cause
from samspil.plan.domain.begin import begin
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.ids import uuid7


def open_plan(heard: Event[ReferralAccepted], tx: PlanTransaction) -> None:
    """The first acceptance opens it; another adds nothing."""
    plan, facts = begin(tx.plans.of(heard.subject), uuid7(), heard.data.referral_id, tx.now)
    tx.keep(tx.plans, plan, *facts, caused_by=Cause.heard(heard))
