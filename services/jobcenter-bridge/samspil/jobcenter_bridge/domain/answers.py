"""What the jobcenter's caseworkers answer to a referral, in the task that asks about it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.employment import EmploymentReferralAnswered
from samspil.jobcenter_bridge.domain.basis import BASIS
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task said when it was looked at."""

    id: UUID
    """The task's, in the jobcenter's case system."""
    version: int
    referral: UUID
    answer: PartnerAnswer
    day: date | None
    words: Sealed


def answered(answer: Answer, now: datetime) -> EmploymentReferralAnswered:
    """The fact about it."""
    return EmploymentReferralAnswered(
        answer_id=uuid5(answer.id, str(answer.version)),
        referral_id=answer.referral,
        answer=answer.answer,
        words=answer.words,
        day=answer.day,
        basis=BASIS,
        occurred_at=now,
    )
