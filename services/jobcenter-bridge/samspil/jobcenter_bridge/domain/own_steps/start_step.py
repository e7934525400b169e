"""Starting: the step has begun, on the day that is said, whichever was agreed."""

from dataclasses import replace
from datetime import date, datetime

from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, become, going_on
from samspil.vocabulary.copenhagen import danish_day


class AlreadyStarted(Exception):
    """It has begun already; another day is put right."""


class StartedAfterEnd(Exception):
    """The day lies after its last one."""


def start_step(step: OwnStep, on: date | None, by: str, now: datetime) -> Decided:
    """``on`` a day, or today.

    Raises ``StepVoided``, ``StepProposed``, ``StepOver``, ``AlreadyStarted``, ``StartedAhead``,
    ``StartedAfterEnd``.
    """
    told, day = going_on(step), on or danish_day(now)
    if told.started_on is not None:
        raise AlreadyStarted
    if told.ends_on is not None and told.ends_on < day:
        raise StartedAfterEnd
    return become(step, replace(told, starts_on=day, started_on=day), by, now)
