"""The timeline: every fact of a citizen as one Danish line in the lane of its party, the newest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from samspil.contracts import topics
from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.delivery import Outcome
from samspil.contracts.employment import EmploymentDeliveryEnded
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.hospital import HospitalDeliveryEnded
from samspil.contracts.plan import PlanOpened, PlanVersionRead
from samspil.contracts.referral import ReferralReceived, ReferralSubmitted, ReferralTold
from samspil.contracts.topics import Topic
from samspil.overview.pages.danish import instant
from samspil.overview.pages.line import Line
from samspil.overview.pages.publishers import (
    citizen,
    coordination,
    employment,
    hospital,
    plan_lines,
    referral_lines,
)
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

ROUTINE = (CitizenRegistered, PlanOpened, PlanVersionRead, ReferralReceived, ReferralTold)
"""Receipts and registrations."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    at: datetime
    """When it was so."""
    sector: Sector
    what: str
    more: str = ""
    known: datetime | None = None
    """When we were told, if on a later day."""
    is_routine: bool = False
    """A receipt or a registration: true, and nothing that anybody looks for; never a refusal."""


Wording = Callable[[Event[Any]], Line | None]
"""How an event is told; None for one that another line says already."""


def wording(history: Iterable[Event[Any]]) -> Wording:
    """How each event of this citizen is told."""
    asked = {one.data.referral_id: one.data.to_sector for one in history if _is_asked(one)}
    lines: dict[Topic, Callable[[Any], Line | None]] = {
        topics.CITIZEN: citizen.line,
        topics.REFERRAL: partial(referral_lines.line, asked=asked),
        topics.PLAN: plan_lines.line,
        topics.EMPLOYMENT: employment.line,
        topics.HOSPITAL: hospital.line,
        topics.COORDINATION: coordination.line,
    }
    return lambda event: lines[_topic(event)](event.data)


def timeline(history: Iterable[Event[Any]]) -> list[Entry]:
    """All that staff need to read of it; sealed words stay sealed."""
    events = sorted(history, key=lambda event: (event.time, event.seq), reverse=True)
    worded = wording(events)
    entries = [_entry(event, line) for event in events if (line := worded(event))]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _topic(event: Event[Any]) -> Topic:
    kind: type[Fact] = type(event.data)
    return topic_of(kind)


def _is_asked(event: Event[Any]) -> bool:
    return isinstance(event.data, ReferralSubmitted)


def _entry(event: Event[Any], line: Line) -> Entry:
    at = line.at or event.data.occurred_at
    later = event.time if danish_day(event.time) > danish_day(at) else None
    return Entry(at, line.sector, line.what, line.more, later, _is_routine(event.data))


def _is_routine(fact: Fact) -> bool:
    if isinstance(fact, EmploymentDeliveryEnded | HospitalDeliveryEnded):
        return fact.outcome is Outcome.ACKNOWLEDGED
    return isinstance(fact, ROUTINE)


def latest(entries: Iterable[Entry]) -> dict[Sector, str]:
    """When each party was last heard from, of those that were."""
    newest: dict[Sector, datetime] = {}
    for entry in entries:
        newest[entry.sector] = max(entry.at, newest.get(entry.sector, entry.at))
    return {sector: instant(at) for sector, at in newest.items()}
