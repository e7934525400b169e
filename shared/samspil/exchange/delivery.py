"""A delivery: one message to a partner, from the disclosure that asked for it to the partner's answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from samspil.contracts.delivery import Told

SHARING = "sharing"
"""The item of "sharing has ended"."""


class Content(NamedTuple):
    """One item of what a partner is to be told."""

    told: Told
    body: Mapping[str, str]
    """Codes, dates and sealed tokens; equal bodies tell the same."""
    until: date | None = None
    """The last day on which it is worth telling; told anew is only what says something else."""

    def says_the_same_as(self, other: "Content | None") -> bool:
        """Whether a partner who heard the one need not hear the other."""
        return other is not None and (self.told, self.body) == (other.told, other.body)


class State(StrEnum):
    """Where a delivery is."""

    OPEN = "open"
    """Created and not sent: the partner knows nothing of it."""
    SENDING = "sending"
    """Sent, or it may be: it counts as told until an answer says otherwise."""
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    EXPIRED = "expired"
    """Never answered; if it may have left, it counts as told."""
    OVERTAKEN = "overtaken"
    """A newer disclosure came before it was sent: it was never told."""


UNENDED = frozenset({State.OPEN, State.SENDING})

TOLD = frozenset({State.SENDING, State.ACKNOWLEDGED, State.EXPIRED})
"""States in which the partner knows, or may know, of what has left."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message."""

    id: UUID
    item: str
    seq: int
    """The disclosure's number."""
    content: Content
    state: State
    at: datetime
    """When to send it, or to try again."""
    made_at: datetime
    body: str | None = None
    """The sealed bytes, from just before they first left."""
    attempts: int = 0
    """How often it was tried: counted before a try begins."""
    trace: str | None = None
    withdrawn: bool = False
    """Whether the newest disclosure tells nothing of its item: then it is not sent again."""
    ended_at: datetime | None = None
    transmissions: int = 0
    """How often it has left, or may have: counted before the first byte is written."""
    sent_at: datetime | None = None
    """When it was known to have left for the first time; the partner may have had it a little before."""

    @property
    def departing(self) -> "Delivery":
        """It, with one more transmission; of one that was kept before these were counted one was made."""
        before = max(self.transmissions, int(self.state is State.SENDING))
        return replace(self, state=State.SENDING, transmissions=before + 1)

    @property
    def held_back(self) -> "Delivery":
        """It, after a transmission that was counted and of which nothing has left."""
        if self.transmissions > 1:
            return replace(self, transmissions=self.transmissions - 1)
        return replace(self, state=State.OPEN, body=None, transmissions=0)

    @property
    def may_be_known(self) -> bool:
        """Whether the partner knows of it, or may: what could never be worded has never left."""
        return self.state in TOLD and self.body is not None


Deliveries = tuple[Delivery, ...]
"""All deliveries about one citizen, in the order in which they go."""


def waits_for(later: Delivery, earlier: Delivery) -> bool:
    """Whether the later of two messages about a citizen goes only when the earlier one has ended.

    Each item for itself; "sharing has ended" after everything before it, and before everything after it.
    """
    return later.item == earlier.item or SHARING in (later.item, earlier.item)


def first_in_line(deliveries: Deliveries) -> Deliveries:
    """Those that are not ended and wait for no other, in their order."""
    unended = tuple(one for one in deliveries if one.state in UNENDED)
    return tuple(
        one
        for place, one in enumerate(unended)
        if not any(waits_for(one, earlier) for earlier in unended[:place])
    )


def in_order(deliveries: Iterable[Delivery]) -> Deliveries:
    """Those of one disclosure after those of the one before."""
    return tuple(sorted(deliveries, key=lambda one: (one.seq, one.made_at, one.item)))
