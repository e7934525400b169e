"""A message about somebody of whom no ground says that messages are received: it waits for a person."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from samspil.region_bridge.domain.identifiers import event_id
from samspil.region_bridge.domain.incoming import Incoming
from samspil.vocabulary.sealed import Sealed


class WhyWaiting(StrEnum):
    """Why a person has to look."""

    GROUND_UNCLEAR = "ground_unclear"
    """Nothing that is known here lets what hospitals write about the citizen become known."""


class NotWaiting(Exception):
    """Nothing of that id waits about the citizen, or somebody has settled it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person made of it, and why."""

    by: str
    """Staff id."""
    at: datetime
    let_in: bool
    reason: Sealed


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """One message, whole while it waits."""

    id: UUID
    """MessageHeader.id as events name it."""
    held_at: datetime
    incoming: Incoming | None
    """None when it is settled: the message itself stays where all are kept."""
    why: WhyWaiting = WhyWaiting.GROUND_UNCLEAR
    settled: Settled | None = None


def hold(incoming: Incoming, now: datetime) -> WaitingMessage:
    """It waits from now on."""
    return WaitingMessage(event_id(incoming.message_id), now, incoming)


def settle(waiting: WaitingMessage | None, settled: Settled) -> tuple[WaitingMessage, Incoming]:
    """The settled one, and what waited. Raises ``NotWaiting``."""
    if waiting is None or waiting.incoming is None:
        raise NotWaiting
    return replace(waiting, incoming=None, settled=settled), waiting.incoming
