"""What the plan service says of the plan as a whole: offered, agreed, read, reviewed, ended."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOpened:
    """A plan was opened for the citizen, because a referral was accepted.

    Where the plan before it has ended, it takes its place.
    """

    TYPE: ClassVar[str] = "plan.opened.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    referral_id: UUID
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffered:
    """The citizen was offered a plan (serviceloven § 141)."""

    TYPE: ClassVar[str] = "plan.offered.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    offered_on: date
    offered_by: str
    """Staff id."""
    occurred_at: AwareDatetime


class OfferAnswer(StrEnum):
    """What the citizen says to the offer of a plan."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOfferAnswered:
    """The citizen's yes or no to the offer; a no takes no help away."""

    TYPE: ClassVar[str] = "plan.offer_answered.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    answer: OfferAnswer
    answered_on: date
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


class Participation(StrEnum):
    """How the citizen took part in making the plan."""

    TOOK_PART = "took_part"
    DID_NOT_COME = "did_not_come"
    """Invited, and did not come."""
    DECLINED = "declined"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanParticipationRecorded:
    """How the citizen took part in the plan as it is to be agreed, and what they say of it."""

    TYPE: ClassVar[str] = "plan.participation_recorded.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    how: Participation
    on: date
    words: Sealed | None
    """The citizen's own words about the plan."""
    gave_no_words: bool
    """Whether the citizen was asked for words of their own, and said no to that."""
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgreed:
    """The plan as it stands is agreed with the citizen: a version of it that is in force from now on."""

    TYPE: ClassVar[str] = "plan.agreed.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    agreed_on: date
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersionRead:
    """Somebody who takes part in it has read a version of the plan."""

    TYPE: ClassVar[str] = "plan.version_read.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    number: int
    """The first version that was agreed is 1."""
    read_by: str
    """Staff id, or ``citizen``."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewDue:
    """By when the help, or the whole plan, is to be looked at with the citizen (serviceloven § 148, stk. 2).

    Said again under the same id, it has another day.
    """

    TYPE: ClassVar[str] = "plan.review_due.v1"
    ABOUT: ClassVar[str] = "review_id"

    plan_id: UUID
    review_id: UUID
    intervention_id: UUID | None
    """None: the whole plan."""
    due_on: date
    milestone_id: UUID | None = None
    """The milestone because of which it is looked at; such a review is of the milestones' class."""
    stay_id: UUID | None = None
    """The stay after which it is asked whether the need has changed; such a review is of the stay's class."""
    occurred_at: AwareDatetime


class ReviewResult(StrEnum):
    """What a review comes to (KL, Fælles Faglige Begreber: status på indsats, and a change)."""

    CONTINUE = "continue"
    CHANGE = "change"
    END = "end"
    END_AND_REFER = "end_and_refer"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewHeld:
    """The help, or the whole plan, was looked at."""

    TYPE: ClassVar[str] = "plan.review_held.v1"
    ABOUT: ClassVar[str] = "review_id"

    plan_id: UUID
    review_id: UUID
    held_on: date
    citizen_came: bool
    without_citizen_because: Sealed | None
    """Why it was held without the citizen, who reads it; there where ``citizen_came`` is not so."""
    result: ReviewResult
    found_change: Sealed | None
    """What the help has changed for the citizen so far."""
    held_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReviewWithdrawn:
    """There is nothing to look at: what it was about is over, or never was."""

    TYPE: ClassVar[str] = "plan.review_withdrawn.v1"
    ABOUT: ClassVar[str] = "review_id"

    plan_id: UUID
    review_id: UUID
    occurred_at: AwareDatetime


class PlanEnd(StrEnum):
    """Why a plan ends."""

    GOALS_MET = "goals_met"
    NO_NEED = "no_need"
    CITIZEN_WITHDREW = "citizen_withdrew"
    MOVED = "moved"
    DIED = "died"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEnded:
    """The plan is over, and the help that was given by it with it."""

    TYPE: ClassVar[str] = "plan.ended.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    ended_on: date
    because: PlanEnd
    words: Sealed | None
    """The citizen's closing words: what made it possible."""
    ended_by: str
    """Staff id."""
    occurred_at: AwareDatetime
