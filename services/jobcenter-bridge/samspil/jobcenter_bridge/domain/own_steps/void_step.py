"""Voiding: it was entered by mistake, and what was said of it no longer holds."""

from dataclasses import replace
from datetime import datetime

from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, entered_by, standing
from samspil.jobcenter_bridge.domain.steps import voided


def void_step(step: OwnStep, by: str, now: datetime) -> Decided:
    """However far it was. Raises ``StepVoided``."""
    standing(step)
    return replace(step, told=None, sustained=()), (voided(step.id, now, entered_by(by)),)
