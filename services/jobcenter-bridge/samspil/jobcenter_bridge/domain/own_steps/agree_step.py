"""Agreeing: what was proposed is agreed with the citizen, and has a first day."""

from dataclasses import replace
from datetime import date, datetime

from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, become, standing
from samspil.jobcenter_bridge.domain.told import whole_hours


class AlreadyAgreed(Exception):
    """It is not only proposed."""


def agree_step(
    step: OwnStep, starts_on: date, ends_on: date | None, minutes: int | None, by: str, now: datetime
) -> Decided:
    """Kind, purpose and goal stay those of the proposal.

    Raises ``StepVoided``, ``AlreadyAgreed``, ``EndsBeforeStart``.
    """
    proposed = standing(step)
    if not proposed.is_proposed:
        raise AlreadyAgreed
    agreed = replace(
        proposed,
        is_proposed=False,
        starts_on=starts_on,
        ends_on=ends_on,
        minutes_per_week=minutes,
        hours_per_week=whole_hours(minutes),
    )
    return become(step, agreed, by, now)
