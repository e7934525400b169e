"""What the overview says to its own side: contact holds, messages, attention, what is handled."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.coordination_attention import AttentionAnswer as AttentionAnswer
from samspil.contracts.coordination_attention import AttentionRule as AttentionRule
from samspil.contracts.coordination_attention import (
    CoordinationAttentionAnswered as CoordinationAttentionAnswered,
)
from samspil.contracts.coordination_attention import (
    CoordinationAttentionRaised as CoordinationAttentionRaised,
)
from samspil.contracts.coordination_attention import (
    CoordinationAttentionWithdrawn as CoordinationAttentionWithdrawn,
)
from samspil.contracts.envelope import Fact
from samspil.contracts.message import Category, Urgency
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed

TOPIC = topics.COORDINATION


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationContactHoldProposed:
    """A stay proposes a contact hold; people decide. Of the stay's class."""

    TYPE: ClassVar[str] = "coordination.contact_hold_proposed.v1"
    ABOUT: ClassVar[str] = "proposal_id"

    proposal_id: UUID
    stay_id: UUID
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationContactHoldProposalEnded:
    """The stay ended, or the proposal was answered: nobody needs to decide any more.

    Where the end of a stay is taken back, an unanswered proposal is made again.
    """

    TYPE: ClassVar[str] = "coordination.contact_hold_proposal_ended.v1"
    ABOUT: ClassVar[str] = "proposal_id"

    proposal_id: UUID
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationContactHoldDeclined:
    """Somebody decided that the stay needs no contact hold; it is not proposed again. Never says why."""

    TYPE: ClassVar[str] = "coordination.contact_hold_declined.v1"
    ABOUT: ClassVar[str] = "proposal_id"

    proposal_id: UUID
    declined_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationContactHoldSet:
    """The citizen is not to be contacted until a day; whoever must know asks this person. Never says why."""

    TYPE: ClassVar[str] = "coordination.contact_hold_set.v1"
    ABOUT: ClassVar[str] = "hold_id"

    hold_id: UUID
    until: date
    """The last day of the hold."""
    ask: Sealed
    """The name of the person to ask."""
    set_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationContactHoldEnded:
    """The hold was ended before its day."""

    TYPE: ClassVar[str] = "coordination.contact_hold_ended.v1"
    ABOUT: ClassVar[str] = "hold_id"

    hold_id: UUID
    ended_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationUndeliveredHandled:
    """Somebody took care of a message that did not reach a partner."""

    TYPE: ClassVar[str] = "coordination.undelivered_handled.v1"
    ABOUT: ClassVar[str] = "delivery_id"

    delivery_id: UUID
    handled_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationContradictionHandled:
    """A partner answered a referral twice and otherwise; somebody found out which holds. The first stands."""

    TYPE: ClassVar[str] = "coordination.contradiction_handled.v1"
    ABOUT: ClassVar[str] = "answer_id"

    answer_id: UUID
    """The later answer."""
    handled_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationMessageWritten:
    """Somebody at social psychiatry wrote to the region about the citizen."""

    TYPE: ClassVar[str] = "coordination.message_written.v1"
    ABOUT: ClassVar[str] = "message_id"

    message_id: UUID
    thread_id: UUID
    answers: UUID | None
    """The message of theirs that it answers; None: it begins the thread, or adds to it."""
    category: Category
    urgency: Urgency | None
    topic: Sealed
    words: Sealed
    written_by: str
    """Staff id."""
    name: Sealed
    """Of who writes, as the ward reads it, with role and phone."""
    role: Role
    phone: Sealed
    to_unit: str
    """The unit there, by its own code; a reply goes to who wrote."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationMessageHandled:
    """Somebody read a message from the region, and found that it asks for no answer in writing."""

    TYPE: ClassVar[str] = "coordination.message_handled.v1"
    ABOUT: ClassVar[str] = "message_id"

    message_id: UUID
    handled_by: str
    occurred_at: AwareDatetime


CoordinationFact = (
    CoordinationContactHoldProposed
    | CoordinationContactHoldProposalEnded
    | CoordinationContactHoldDeclined
    | CoordinationContactHoldSet
    | CoordinationContactHoldEnded
    | CoordinationUndeliveredHandled
    | CoordinationContradictionHandled
    | CoordinationMessageWritten
    | CoordinationMessageHandled
    | CoordinationAttentionRaised
    | CoordinationAttentionAnswered
    | CoordinationAttentionWithdrawn
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(CoordinationFact)
