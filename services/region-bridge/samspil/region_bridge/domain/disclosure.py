"""The disclosure: the whole of what the region is told about a citizen, and what it may tell us."""

from dataclasses import dataclass
from datetime import date

from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Identity:
    """By which the region knows the citizen."""

    cpr: Sealed
    name: Sealed


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The newest one heard."""

    seq: int
    shares: bool
    until: date | None
    """The last day on which what is told holds, by itself."""
    notices_received: bool
    identity: Identity | None
    """The newest one told: it is still needed to say that sharing has ended."""
    contact_person: Sealed | None
    received_until: date | None = None
    """The last day on which notices may become events."""


def succeed(earlier: Disclosure | None, heard: Disclosure) -> Disclosure:
    """The heard one; of the earlier one nothing stays but by which number and name the citizen is known."""
    if heard.identity is not None or earlier is None:
        return heard
    return Disclosure(
        seq=heard.seq,
        shares=heard.shares,
        until=heard.until,
        notices_received=heard.notices_received,
        identity=earlier.identity,
        contact_person=heard.contact_person,
        received_until=heard.received_until,
    )


def receives_notices(disclosure: Disclosure | None, today: date) -> bool:
    """Whether a notice about the citizen may become an event today; nothing is received by default."""
    if disclosure is None or not disclosure.notices_received:
        return False
    return disclosure.received_until is None or today <= disclosure.received_until
