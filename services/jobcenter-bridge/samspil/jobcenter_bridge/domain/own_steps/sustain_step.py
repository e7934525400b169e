"""Lasting: somebody knows that what was achieved still is so, after so many months."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.employment import SustainedFor
from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, entered_by, going_on
from samspil.jobcenter_bridge.domain.steps import lasts
from samspil.jobcenter_bridge.domain.sustained import EVERY, unseen
from samspil.vocabulary.copenhagen import danish_day


class NotAchieved(Exception):
    """What was never achieved does not last."""


class SaidBefore(Exception):
    """It was said of these months."""


class MonthsAhead(Exception):
    """Their day has not come."""


def sustain_step(step: OwnStep, months: SustainedFor, by: str, now: datetime) -> Decided:
    """Earlier months of which nobody said it stay unknown, and can still be said: whoever knows may say it,
    whichever months are looked at by themselves.

    Raises ``StepVoided``, ``StepProposed``, ``StepOver``, ``NotAchieved``, ``SaidBefore``, ``MonthsAhead``.
    """
    told = going_on(step)
    if told.achieved_on is None:
        raise NotAchieved
    if months in step.sustained:
        raise SaidBefore
    if months not in unseen(told, step.sustained, EVERY, danish_day(now)):
        raise MonthsAhead
    after = replace(step, sustained=tuple(sorted((*step.sustained, months))))
    return after, (lasts(step.id, months, now, entered_by(by)),)
