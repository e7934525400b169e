"""Answering what does not go together: somebody took it up, or found that there is nothing to change."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.coordination import AttentionAnswer, CoordinationAttentionAnswered
from samspil.overview.domain.attention import Attention, AttentionState
from samspil.overview.domain.coordination import Coordination
from samspil.vocabulary.sealed import Sealed


class NoSuchAttention(Exception):
    """Nothing was raised under this id."""


class NoLongerRaised(Exception):
    """Its cause is gone, or somebody has answered otherwise: there is nothing left to answer."""


class NotRelevantWithoutWhy(Exception):
    """Whoever finds that there is nothing to change says why."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answers."""

    answer: AttentionAnswer
    words: Sealed | None
    by: str


def require_attention(state: Coordination, attention_id: UUID) -> Attention:
    """What was raised under this id. Raises ``NoSuchAttention``."""
    found = state.attention.get(attention_id)
    if found is None:
        raise NoSuchAttention
    return found


def answer_attention(
    state: Coordination, attention_id: UUID, answered: Answered, now: datetime
) -> tuple[Coordination, tuple[CoordinationAttentionAnswered, ...]]:
    """Once and for all for this clash; the same answer again is none.

    Raises ``NoSuchAttention``, ``NoLongerRaised`` or ``NotRelevantWithoutWhy``.
    """
    found = require_attention(state, attention_id)
    if answered.answer is AttentionAnswer.NOT_RELEVANT and answered.words is None:
        raise NotRelevantWithoutWhy
    if found.state is AttentionState.ANSWERED and found.answer is answered.answer:
        return state, ()
    if found.state is not AttentionState.OPEN:
        raise NoLongerRaised
    now_answered = replace(
        found,
        state=AttentionState.ANSWERED,
        answer=answered.answer,
        words=answered.words,
        answered_by=answered.by,
    )
    fact = CoordinationAttentionAnswered(
        attention_id=attention_id,
        answer=answered.answer,
        words=answered.words,
        answered_by=answered.by,
        occurred_at=now,
    )
    return state.with_attention(now_answered), (fact,)
