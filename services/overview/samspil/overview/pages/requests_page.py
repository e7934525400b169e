"""What the jobcenter asks about people whom nobody here knows, as staff read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samspil.overview.pages.danish import instant
from samspil.vocabulary.legal_basis import LegalBasis


@dataclass(frozen=True, slots=True)
class RequestShown:
    """One of them."""

    id: str
    name: str
    words: str
    what: str
    since: str
    urgent: bool


def requests_shown(held: Sequence[Mapping[str, Any]]) -> tuple[RequestShown, ...]:
    """In the order in which they came."""
    return tuple(map(request_shown, held))


def request_shown(one: Mapping[str, Any]) -> RequestShown:
    """As the bridge tells it."""
    return RequestShown(
        id=one["request_id"],
        name=one["name"],
        words=one["words"],
        what=LegalBasis(one["asked_for"]).reading,
        since=instant(datetime.fromisoformat(one["held_at"])),
        urgent=one["urgent"],
    )
