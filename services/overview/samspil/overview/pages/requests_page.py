"""What the jobcenter asks about people whom nobody here knows, as staff read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from samspil.overview.pages.danish import day, instant
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis

SOON = timedelta(days=7)
"""Before it is deleted: nobody but who reads the page will know that it was there."""


@dataclass(frozen=True, slots=True)
class RequestShown:
    """One of them."""

    id: str
    name: str
    words: str
    what: str
    since: str
    urgent: bool
    until: str
    """The day on which it is deleted."""
    is_soon: bool


def requests_shown(held: Sequence[Mapping[str, Any]], today: date) -> tuple[RequestShown, ...]:
    """In the order in which they came."""
    return tuple(request_shown(one, today) for one in held)


def request_shown(one: Mapping[str, Any], today: date) -> RequestShown:
    """As the bridge tells it."""
    until = danish_day(datetime.fromisoformat(one["until"]))
    return RequestShown(
        id=one["request_id"],
        name=one["name"],
        words=one["words"],
        what=LegalBasis(one["asked_for"]).reading,
        since=instant(datetime.fromisoformat(one["held_at"])),
        urgent=one["urgent"],
        until=day(until),
        is_soon=until - today <= SOON,
    )
