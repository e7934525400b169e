"""Achieving: what was wanted is so; whether it lasts is asked after three, six and twelve months."""

from dataclasses import replace
from datetime import date, datetime

from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, become, going_on
from samspil.vocabulary.copenhagen import danish_day


class AlreadyAchieved(Exception):
    """It is achieved already; another day is put right."""


def achieve_step(step: OwnStep, on: date | None, by: str, now: datetime) -> Decided:
    """``on`` a day that has come, or today. It tells a start only where the first day had come.

    Raises ``StepVoided``, ``StepProposed``, ``StepOver``, ``AlreadyAchieved``.
    """
    told, day = going_on(step), on or danish_day(now)
    if told.achieved_on is not None:
        raise AlreadyAchieved
    begun = told.started_on or (told.starts_on if told.starts_on <= day else None)
    return become(step, replace(told, started_on=begun, achieved_on=day), by, now)
