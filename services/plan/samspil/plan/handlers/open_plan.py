"""Open a plan when a referral was accepted."""

from samspil.contracts.envelope import Event
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.say import Cause
from samspil.plan.domain.begin import begin
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.sector import Sector


def open_plan(heard: Event[ReferralAccepted], tx: PlanTransaction) -> None:
    """The first acceptance by social psychiatry opens it; another adds nothing."""
    if heard.data.to_sector is not Sector.SOCIAL:
        return
    plan, facts = begin(tx.plans.of(heard.subject), uuid7(), heard.data.referral_id, tx.now)
    tx.keep(tx.plans, plan, *facts, caused_by=Cause.heard(heard))
