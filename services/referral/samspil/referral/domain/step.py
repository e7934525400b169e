"""Taking a step: the step that was owed no longer is, and with it every mark that it was overdue."""

from dataclasses import replace
from datetime import date
from typing import Any

from samspil.referral.domain.referral import Referral, State


def step(referral: Referral, state: State, answer_by: date | None = None, **after: Any) -> Referral:
    """In its next state; ``answer_by`` is the day of the step that is owed from now on."""
    return replace(
        referral,
        state=state,
        answer_by=answer_by or referral.answer_by,
        overdue=False,
        escalated=False,
        missed=None,
        **after,
    )
