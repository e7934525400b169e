"""What does not go together, and lost steps, as work: for whoever coordinates, else for the unit.

Support after a lost step is work of those who help, too.
"""

from collections.abc import Iterator
from datetime import date

from samspil.contracts.coordination import AttentionRule
from samspil.overview.domain.plan_work import asked_on, coordinating
from samspil.overview.domain.task import Task, Work
from samspil.overview.domain.view import View
from samspil.overview.domain.watch_attention import is_past

OF_STEPS = {AttentionRule.STEP_LOST: Work.OFFER_SUPPORT, AttentionRule.STEP_UNSEEN: Work.SEE_IT_LASTS}


def work_of_attention(view: View, today: date) -> Iterator[Task]:
    """Until the day that it is about is past."""
    coordinator = view.citizen.coordinator
    helping = frozenset(asked_on(one, today) for one in view.plan.agreed_help)
    for one in view.coordination.open_attention:
        if not is_past(one, view, today):
            work = OF_STEPS.get(one.rule, Work.TAKE_UP)
            yield Task(
                work,
                one.raised_at,
                one.by,
                coordinating(view) | (helping if work is Work.OFFER_SUPPORT else frozenset()),
                about=one.id,
                unit=coordinator.unit if coordinator else None,
            )
