"""Which days of a step go together, whichever verb said them.

A job can be got before its first day, and a step can end that never began; nothing is lost that never was.
"""

from datetime import date

from samspil.jobcenter_bridge.domain.told import Told


class StartedAhead(Exception):
    """It has begun on a day that has not come."""


class EndsBeforeStart(Exception):
    """Its last day lies before its first."""


class NothingToLose(Exception):
    """It neither began nor was achieved."""


class LostBeforeStart(Exception):
    """On that day it had not begun, or was not achieved."""


class EndedBeforeStart(Exception):
    """On that day it had not begun, or was not achieved."""


def require_in_order(told: Told, today: date) -> None:
    """Raises ``StartedAhead``, ``EndsBeforeStart``, ``NothingToLose``, ``LostBeforeStart``, or
    ``EndedBeforeStart``.
    """
    if told.started_on is not None and told.started_on > today:
        raise StartedAhead
    so_far = [day for day in (told.started_on, told.achieved_on) if day is not None]
    if told.lost_on is not None:
        if not so_far:
            raise NothingToLose
        if told.lost_on < max(so_far):
            raise LostBeforeStart
    elif told.ended_on is not None:
        if so_far and told.ended_on < max(so_far):
            raise EndedBeforeStart
    elif told.ends_on is not None and told.ends_on < told.starts_on:
        raise EndsBeforeStart
