"""What the overview says of attention: something that was agreed here and there does not go together."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.sealed import Sealed


class AttentionRule(StrEnum):
    """What does not go together. Nothing of it goes to any partner: a person takes it up."""

    CALL_DURING_HOLD = "call_during_hold"
    """The jobcenter calls the citizen to a meeting on a day on which nobody is to contact them."""
    CALL_DURING_STAY = "call_during_stay"
    """... while they are in hospital, or on leave from it."""
    CALL_BESIDE_MEETING = "call_beside_meeting"
    """... while a joint meeting is held."""
    CALL_BESIDE_HELP = "call_beside_help"
    """... while a support worker visits."""
    DEMAND_DURING_STAY = "demand_during_stay"
    """A step towards work is to begin, or goes on, while they are in hospital."""
    HOURS_BESIDE_HELP = "hours_beside_help"
    """The weekly hours of the steps, with those of the help, are more than a week has room for."""
    TWO_COORDINATORS = "two_coordinators"
    """Two people coordinate, and nobody has said which of them does."""
    STEP_LOST = "step_lost"
    """What was achieved towards work did not last: the citizen is offered support, and it is no sanction."""
    STEP_UNSEEN = "step_unseen"
    """What was entered here as achieved was so long ago that somebody is to ask whether it lasts."""


class AttentionAnswer(StrEnum):
    """What a person did about it."""

    TAKEN_UP = "taken_up"
    """They spoke with whom it concerns."""
    NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationAttentionRaised:
    """Somebody is to look at it before a day. Of the stay's class, because it may come from one."""

    TYPE: ClassVar[str] = "coordination.attention_raised.v1"
    ABOUT: ClassVar[str] = "attention_id"

    attention_id: UUID
    """Of the rule and its causes: the same two things are never raised twice."""
    rule: AttentionRule
    about: UUID
    """The call, step or coordinator's file that it is about."""
    beside: UUID | None
    """The hold, stay, meeting or help that it does not go with, where that is one thing."""
    by: date | None
    """The last day on which looking helps."""
    under: date
    """The first day of the numbers that the rule went by (rulebook/data/attention.toml)."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationAttentionAnswered:
    """Somebody took it up, or found that there is nothing to take up."""

    TYPE: ClassVar[str] = "coordination.attention_answered.v1"
    ABOUT: ClassVar[str] = "attention_id"

    attention_id: UUID
    answer: AttentionAnswer
    words: Sealed | None
    """What was agreed, or why it is not relevant."""
    answered_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationAttentionWithdrawn:
    """Its cause is gone: a call is moved or called off, a hold ended. It may be raised again."""

    TYPE: ClassVar[str] = "coordination.attention_withdrawn.v1"
    ABOUT: ClassVar[str] = "attention_id"

    attention_id: UUID
    occurred_at: AwareDatetime
