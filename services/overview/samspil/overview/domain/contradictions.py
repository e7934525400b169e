"""What partners answered to our referrals, and where one answered twice and otherwise: the first stands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.contracts.answer import PartnerAnswer

ANSWERS = frozenset({PartnerAnswer.ACCEPTED, PartnerAnswer.DECLINED, PartnerAnswer.NOT_OURS})
"""Those of which a referral has one; the other steps follow each other."""


@dataclass(frozen=True, slots=True)
class AnswerHeard:
    """One step that a partner took with a referral of ours."""

    id: UUID
    referral_id: UUID
    answer: PartnerAnswer
    heard_at: datetime
    version: int = 0
    """The number of the event that told it."""
    message_id: UUID | None = None
    """The message in which somebody here read it; None where the partner said it as a step."""


def contradictions(heard: Sequence[AnswerHeard], handled: Collection[UUID]) -> Iterator[AnswerHeard]:
    """Each later answer that says something else than the first, until somebody took care of it."""
    first: dict[UUID, PartnerAnswer] = {}
    for one in heard:
        if one.answer in ANSWERS:
            stands = first.setdefault(one.referral_id, one.answer)
            if one.answer is not stands and one.id not in handled:
                yield one
