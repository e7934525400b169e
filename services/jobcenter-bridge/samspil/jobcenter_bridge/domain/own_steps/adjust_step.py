"""Putting right: the whole of the step as it is, also of one that is over."""

from dataclasses import replace
from datetime import datetime

from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, StepProposed, become, standing
from samspil.jobcenter_bridge.domain.told import Told


class LostAndEnded(Exception):
    """It is over in one way alone."""


class OutcomeMissing(Exception):
    """It has ended, and how is not said."""


class OutcomeOfNothing(Exception):
    """It has not ended: nothing has come of it."""


class SinceBeforeStart(Exception):
    """Its minutes hold from a day before its first."""


def adjust_step(step: OwnStep, told: Told, by: str, now: datetime) -> Decided:
    """As ``told`` says; what is only proposed stays so, and has no more than a proposal.

    Raises ``StepVoided``, ``StepProposed``, ``LostAndEnded``, ``OutcomeMissing``, ``OutcomeOfNothing``,
    ``SinceBeforeStart`` and what ``require_in_order`` does.
    """
    before = standing(step)
    if before.is_proposed:
        return become(step, _as_proposed(told), by, now)
    if told.lost_on is not None and told.ended_on is not None:
        raise LostAndEnded
    if told.ended_on is None and told.outcome is not None:
        raise OutcomeOfNothing
    if told.ended_on is not None and told.outcome is None:
        raise OutcomeMissing
    if told.minutes_since is not None and told.minutes_since < told.starts_on:
        raise SinceBeforeStart
    return become(step, replace(told, ends_on=told.ended_on or told.lost_on or told.ends_on), by, now)


def _as_proposed(told: Told) -> Told:
    proposed = Told(told.kind, told.starts_on, None, None, None, None, purpose=told.purpose)
    if replace(proposed, goal_id=told.goal_id) != told:
        raise StepProposed
    return replace(proposed, goal_id=told.goal_id, is_proposed=True)
