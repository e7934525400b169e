"""Ending: the step is over, and how; one that never began can end as well."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.employment import MilestoneOutcome
from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, become, going_on
from samspil.vocabulary.copenhagen import danish_day


def end_step(step: OwnStep, on: date | None, outcome: MilestoneOutcome, by: str, now: datetime) -> Decided:
    """``on`` its last day, which has come, or today.

    Raises ``StepVoided``, ``StepProposed``, ``StepOver``, ``EndedBeforeStart``.
    """
    day = on or danish_day(now)
    ended = replace(going_on(step), ends_on=day, ended_on=day, outcome=outcome)
    return become(step, ended, by, now)
