"""Adding: a step is proposed, or agreed with the citizen at once."""

from datetime import datetime
from uuid import UUID

from samspil.jobcenter_bridge.domain.own_steps.in_order import require_in_order
from samspil.jobcenter_bridge.domain.own_steps.step import Decided, OwnStep, entered_by
from samspil.jobcenter_bridge.domain.steps import anew
from samspil.jobcenter_bridge.domain.told import Told
from samspil.vocabulary.copenhagen import danish_day


class OfAgreedOnly(Exception):
    """A proposal has no last day and no hours: these are agreed."""


def add_step(id_: UUID, told: Told, by: str, now: datetime) -> Decided:
    """A new one. Raises ``OfAgreedOnly`` and what ``require_in_order`` does."""
    if told.is_proposed and (told.ends_on is not None or told.minutes_per_week is not None):
        raise OfAgreedOnly
    require_in_order(told, danish_day(now))
    return OwnStep(id_, told), anew(id_, told, now, entered_by(by))
