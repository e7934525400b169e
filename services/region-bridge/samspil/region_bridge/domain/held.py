"""What waits for a person: why, who looked at it, and what they decided."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from samspil.region_bridge.domain.notice import Held, Notice, Notices
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


class Why(StrEnum):
    """Why nothing follows from a notice before somebody has looked; said nowhere but here."""

    DEATH = "death"
    DEATH_RETRACTED = "death_retracted"
    CONTRADICTION = "contradiction"
    UNKNOWN_STAY = "unknown_stay"
    """It takes back what nobody told us; once somebody tells that, it is settled by itself."""
    REPLACEMENT_NUMBER = "replacement_number"
    """It names somebody who is known here by a replacement number, which these notices may not carry."""
    GROUND_IN_DOUBT = "ground_in_doubt"
    """Notices were received until a day that has just passed, and nobody said that they are no more."""
    CORRECTION = "correction"
    """Of the version before, which had no fact for it."""
    CANCELLATION = "cancellation"
    """The same."""


class How(StrEnum):
    """What became of it."""

    APPLIED = "applied"
    DISCARDED = "discarded"
    OVERTAKEN = "overtaken"
    """What came later has settled it."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked and decided."""

    by: str | None
    """Staff id; None: nobody had to."""
    at: datetime
    reason: Sealed | None


@dataclass(frozen=True, slots=True)
class Settled:
    """How it ended."""

    how: How
    look: Look


@dataclass(frozen=True, slots=True)
class HeldNotice:
    """A notice about a known citizen that waits, or that somebody has settled."""

    id: UUID
    message_id: str
    why: Why
    received_at: datetime
    says: Notice | None = None
    """None: a version before held it, and the message itself tells."""
    confirmed: tuple[Look, ...] = ()
    """Who found already that it is so, where two have to."""
    settled: Settled | None = None
    retracted: bool = False
    """Of a death that was reported: whether it was taken back."""
    version: int = 0

    @property
    def settled_at(self) -> datetime | None:
        """None while it waits."""
        return self.settled.look.at if self.settled else None


class Unsettled:
    """What no fact is about has one version while it waits, and another when it is settled."""

    version = 0


SETTLED_VERSION = 1


class UnknownHeld(Exception):
    """Nothing of that id was held."""


class CitizenWanted(Exception):
    """It is held under no citizen: whoever applies it says whose it is."""


class HeldIsSettled(Exception):
    """Somebody else, or what came later, has settled it."""


class SecondPersonWanted(Exception):
    """Two people have to find that somebody died, and this is the same one again."""


class NotReceived(Exception):
    """Notices about the citizen are not received: nothing may follow from one."""


def held_id(citizen: CitizenId, message_id: str) -> UUID:
    """The same whenever the message comes."""
    return uuid5(citizen, f"held {message_id}")


def as_applied(says: Notice) -> Notice:
    """What somebody found to be so: a contradiction is what its activity says."""
    if says.what is Held.CONTRADICTION and says.activity is not None:
        return replace(says, what=says.activity, activity=None)
    return says


def if_applied(notices: Notices, says: Notice) -> Notices:
    """All notices, as they are once it is applied."""
    return {**notices, says.message_id: as_applied(says)}


def if_discarded(notices: Notices, thing: HeldNotice) -> Notices:
    """All notices, as they are once it is put aside: of one that tells more than that a death was none,
    that alone.
    """
    told = notices.get(thing.message_id)
    others = {id_: one for id_, one in notices.items() if id_ != thing.message_id}
    if told is not None and thing.why is Why.DEATH_RETRACTED and not isinstance(told.what, Held):
        return {**others, told.message_id: replace(told, alive=False)}
    return others
