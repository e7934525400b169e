"""Take a support worker's answer."""

from uuid import UUID

from samspil.contracts.plan import SupportDuringStay
from samspil.ledger.say import Cause
from samspil.plan.domain.answer import answer
from samspil.plan.domain.plan import require
from samspil.plan.domain.support_question import SupportQuestion
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId


def answer_support_question(
    tx: PlanTransaction,
    citizen: CitizenId,
    question_id: UUID,
    given: SupportDuringStay,
    by: str,
    version_seen: int | None,
) -> SupportQuestion:
    """The question, answered. Raises ``NoPlan``, ``StaleVersion`` and what ``answer`` raises."""
    plan = require(tx.plans.of(citizen), version_seen)
    questions, facts = answer(plan, tx.questions.of(citizen) or {}, question_id, given, by, tx.now)
    tx.questions.save(citizen, questions)
    tx.say(*facts, caused_by=Cause(case=plan.referral_id))
    return questions[question_id]
