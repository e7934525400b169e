"""Saying that somebody found out which of a partner's two answers holds."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.coordination import CoordinationContradictionHandled
from samspil.overview.domain.contradictions import AnswerHeard, contradictions
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.view import View


class NoSuchAnswer(Exception):
    """No partner gave an answer with this id that contradicts an earlier one."""


def require_contradiction(view: View, answer: UUID) -> AnswerHeard:
    """The later answer, handled or not. Raises ``NoSuchAnswer``."""
    for heard in (view.employment.answers, view.hospital.answers):
        for one in contradictions(heard, ()):
            if one.id == answer:
                return one
    raise NoSuchAnswer


def handle_contradiction(
    view: View, answer: UUID, by: str, now: datetime
) -> tuple[Coordination, tuple[CoordinationContradictionHandled, ...]]:
    """Handled once; the same again is nothing new. Raises ``NoSuchAnswer``."""
    require_contradiction(view, answer)
    state = view.coordination
    if answer in state.handled:
        return state, ()
    fact = CoordinationContradictionHandled(answer_id=answer, handled_by=by, occurred_at=now)
    return replace(state, handled=(*state.handled, answer)), (fact,)
