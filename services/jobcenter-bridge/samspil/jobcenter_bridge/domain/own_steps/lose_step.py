"""Losing: what was achieved or going on is no more. It opens support, and is never held against anybody."""

from dataclasses import replace
from datetime import date, datetime

from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, become, going_on
from samspil.vocabulary.copenhagen import danish_day


def lose_step(step: OwnStep, on: date | None, by: str, now: datetime) -> Decided:
    """``on`` its last day, which has come, or today.

    Raises ``StepVoided``, ``StepProposed``, ``StepOver``, ``NothingToLose``, ``LostBeforeStart``.
    """
    day = on or danish_day(now)
    return become(step, replace(going_on(step), ends_on=day, lost_on=day), by, now)
