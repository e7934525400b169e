"""Which steps of one kind a stay has, after what was corrected and cancelled of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from samspil.region_bridge.domain.notice import CANCELLATIONS, CORRECTIONS, Notice


class Moments(NamedTuple):
    """When the step was."""

    standing: frozenset[datetime]
    cancelled: frozenset[datetime]
    """When it was said to have been, and was not."""


def moments(told: Iterable[Notice], *, once: bool) -> Moments:
    """Of notices about one kind of step of one stay, in the order in which the hospital noted them.

    A correction or a cancellation is of the message that it revises, where that told such a step; else of
    the one told last. A step that there is ``once`` is told anew by every notice of it.
    """
    standing: set[datetime] = set()
    cancelled: set[datetime] = set()
    of_message: dict[str, datetime] = {}
    last: datetime | None = None
    for one in sorted(told, key=_as_noted):
        before = of_message.get(one.revises or "", last)
        if one.what in CANCELLATIONS:
            # Where it names a moment that was told, it is of that one.
            named = one.occurred_at if one.occurred_at in of_message.values() else before
            gone = standing.copy() if once else standing & {named}
            standing -= gone
            cancelled |= gone
            continue
        if once:
            standing.clear()
        elif one.what in CORRECTIONS and before is not None:
            standing.discard(before)
        last = of_message[one.message_id] = one.occurred_at
        standing.add(last)
    return Moments(frozenset(standing), frozenset(cancelled - standing))


def _as_noted(one: Notice) -> tuple[datetime, bool, bool, datetime, str]:
    return (
        one.noted_at,
        one.what in CANCELLATIONS,
        one.what in CORRECTIONS,
        one.occurred_at,
        one.message_id,
    )
