"""Informing: a disclosure in the words of the receiver's topic, and what may be said of it in doubt."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.overview.domain.disclose import Disclosure
from samspil.overview.domain.disclosed_fields import FIELDS
from samspil.overview.domain.receiver import Receiver

Informed = JobcenterInformed | RegionInformed
I = TypeVar("I", JobcenterInformed, RegionInformed)  # noqa: E741

EVENTS: dict[Receiver, type[JobcenterInformed] | type[RegionInformed]] = {
    Receiver.JOBCENTER: JobcenterInformed,
    Receiver.REGION: RegionInformed,
}

RECEIVED = {one.name: one.ends for of_one in FIELDS.values() for one in of_one if one.received}
ENDS = {"until": {"shares"}} | {
    end: {name for name, its_end in RECEIVED.items() if its_end == end} for end in set(RECEIVED.values())
}
"""Last days, each with what it is the end of: less is the earlier day, and no day is the latest."""


def inform(disclosure: Disclosure, now: datetime) -> Informed:
    """The event that tells it: every field that the receiver's event has, and nothing where none is told."""
    nothing = {one.name: one.nothing for one in FIELDS[disclosure.receiver] if one.is_carried}
    told: dict[str, Any] = {**nothing, **disclosure.told, **disclosure.received_until}
    return EVENTS[disclosure.receiver](
        shares=disclosure.shares,
        until=disclosure.until,
        occurred_at=now,
        **told,
    )


def says_the_same(one: Informed, other: Informed | None) -> bool:
    """Whether they tell the same, whenever they were said."""
    return other is not None and replace(one, occurred_at=other.occurred_at) == other


def tells_nothing(informed: Informed) -> bool:
    """Whether it only says that there is nothing to share and nothing to receive."""
    return not any(getattr(informed, one.name) for one in fields(informed) if one.name != "occurred_at")


def narrowed(informed: I, before: I | None) -> I:
    """While something of the citizen is in doubt: what was told before and still may be, nothing more."""
    kept: dict[str, Any] = {
        one.name: _less(one.name, getattr(informed, one.name), getattr(before, one.name, None))
        for one in fields(informed)
        if one.name != "occurred_at"
    }
    for end, of in ENDS.items():
        if end in kept and not any(kept.get(flag) for flag in of):
            kept[end] = None
    return replace(informed, **kept)


def _less(name: str, now: Any, then: Any) -> Any:
    if name in ENDS:
        return _earlier(now, then)
    if isinstance(now, bool):
        return bool(now and then)
    if isinstance(now, tuple):
        return tuple(one for one in now if one in (then or ()))
    return now if now == then else None


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
