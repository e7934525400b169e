"""Closing: what was asked because of a stay and not answered needs no answer when the stay is over."""

from dataclasses import replace
from uuid import UUID

from samspil.plan.domain.support_question import Questions, QuestionState


def close(questions: Questions, stay_id: UUID) -> Questions:
    """Nothing is said: that the stay is over says it already. An answer that was given stays."""
    return {
        id_: replace(question, state=QuestionState.CLOSED)
        if question.stay_id == stay_id and question.state is QuestionState.OPEN
        else question
        for id_, question in questions.items()
    }
