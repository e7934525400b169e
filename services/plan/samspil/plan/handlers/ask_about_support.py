"""Ask the support workers when a stay begins."""

from samspil.contracts.envelope import Event
from samspil.contracts.hospital import HospitalStayAdmitted
from samspil.ledger.say import Cause
from samspil.plan.domain.ask import ask
from samspil.plan.storage.transaction import PlanTransaction


def ask_about_support(heard: Event[HospitalStayAdmitted], tx: PlanTransaction) -> None:
    """Without support in force nothing is asked: the stay may come before any plan."""
    citizen = heard.subject
    questions, facts = ask(tx.plans.of(citizen), tx.questions.of(citizen) or {}, heard.data.stay_id, tx.now)
    if facts:
        tx.questions.save(citizen, questions)
        tx.say(*facts, caused_by=Cause.heard(heard))
