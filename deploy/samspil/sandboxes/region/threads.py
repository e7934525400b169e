"""Threads of CareCommunications, as the ward's system keeps them: segments from both sides, by their time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from samspil.sandboxes.region.attachments import File


@dataclass(frozen=True, slots=True)
class Signer:
    """Who has written."""

    name: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One text in a thread."""

    id: str
    at: datetime
    ours: bool
    """Whether the region wrote it."""
    signer: Signer
    text: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in a thread; what is in it travels once."""

    id: str
    at: datetime
    ours: bool
    title: str
    kind: str
    """Its media type; empty for a link."""
    file: File | None = None
    """One of the region's own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a thread, as its Provenance tells it."""

    message_id: str
    activity: str
    at: datetime
    ours: bool
    introduces: tuple[str, ...]
    """Ids of the segments and attachments that came with it."""
    before: str | None
    """The message that it follows."""


T = TypeVar("T", Segment, Attached, Step)


@dataclass(frozen=True, slots=True)
class Thread:
    """What was written about one citizen under one heading."""

    id: str
    cpr: str
    name: str
    category: str
    topic: str | None = None
    priority: str | None = None
    segments: tuple[Segment, ...] = field(default=())
    attached: tuple[Attached, ...] = field(default=())
    steps: tuple[Step, ...] = field(default=())
    recipient: str | None = None
    """The name of whom the region's next message is for."""

    def joined(
        self, segments: Iterable[Segment], attached: Iterable[Attached], steps: Iterable[Step]
    ) -> "Thread":
        """With what was not yet in it; whoever wrote at the same time stands there, too."""
        return replace(
            self,
            segments=_together(self.segments, segments, lambda one: one.id),
            attached=_together(self.attached, attached, lambda one: one.id),
            steps=_together(self.steps, steps, lambda one: one.message_id),
        )


def _together(known: Iterable[T], told: Iterable[T], name: Callable[[T], str]) -> tuple[T, ...]:
    by_name = {name(one): one for one in known}
    for one in told:
        by_name.setdefault(name(one), one)
    return tuple(sorted(by_name.values(), key=lambda one: one.at))
