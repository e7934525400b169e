"""Ask about support no more when there was no stay."""

from samspil.contracts.envelope import Event
from samspil.contracts.hospital import HospitalStayRetracted
from samspil.plan.domain.close import close
from samspil.plan.storage.transaction import PlanTransaction


def retract_stay(heard: Event[HospitalStayRetracted], tx: PlanTransaction) -> None:
    """Only what is unanswered is closed."""
    questions = tx.questions.of(heard.subject) or {}
    tx.questions.save(heard.subject, close(questions, heard.data.stay_id))
