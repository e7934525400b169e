"""What the plan service says of discharge agreements and coordination plans (psykiatriloven §§ 13 a-c).

Both sides may ask for one, draft it and end it; what the region did is recorded by whoever was told.
From asked to ended, § 13 c opens what is needed to make it and to see that it is kept.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


class AgreementKind(StrEnum):
    """Which of the two it is."""

    DISCHARGE_AGREEMENT = "discharge_agreement"
    """Udskrivningsaftale, § 13 a: with the patient."""
    COORDINATION_PLAN = "coordination_plan"
    """Koordinationsplan, § 13 b: where the patient will not take part in an agreement."""


class AgreementStage(StrEnum):
    """How far it is."""

    ASKED = "asked"
    DRAFTED = "drafted"
    AGREED = "agreed"
    REPLACED = "replaced"
    """Another one took its place."""
    ENDED = "ended"

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be agreed."""
        return self in {AgreementStage.ASKED, AgreementStage.DRAFTED}

    @property
    def is_open(self) -> bool:
        """Whether it is worked on, or kept to: § 13 c opens what is needed for it."""
        return self.is_under_way or self is AgreementStage.AGREED


class AgreementEnd(StrEnum):
    """Why it ended."""

    KEPT = "kept"
    """What was agreed has been done."""
    NO_LONGER_NEEDED = "no_longer_needed"
    NOT_MADE = "not_made"
    """The ward or the municipality found that none was needed after all."""
    NOT_OURS = "not_ours"
    """By rule: the citizen died, or another municipality acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDischargeAgreementAsked:
    """One side asked the other to make one."""

    TYPE: ClassVar[str] = "plan.discharge_agreement_asked.v1"
    ABOUT: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    kind: AgreementKind
    asked_by: Sector
    """SOCIAL or REGION."""
    asked_on: date
    stay_id: UUID | None
    """The stay at whose end it is to be there, where one is known."""
    message_id: UUID | None = None
    """The region's message that asked for it, where it was asked for in one."""
    draft_by: date | None = None
    """By when something is to be drafted (rulebook, ``deadlines.toml``)."""
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDischargeAgreementDrafted:
    """One side wrote, or rewrote, what is to be agreed."""

    TYPE: ClassVar[str] = "plan.discharge_agreement_drafted.v1"
    ABOUT: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    words: Sealed
    """Where the citizen lives, who gives which help, whom to turn to, and when it is looked at again."""
    drafted_by: Sector
    noted_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDischargeAgreementAgreed:
    """Both sides stand by what was drafted last."""

    TYPE: ClassVar[str] = "plan.discharge_agreement_agreed.v1"
    ABOUT: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    agreed_on: date
    with_citizen: bool
    """Whether the citizen agreed, too: a coordination plan is made without."""
    noted_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDischargeAgreementReplaced:
    """Another one, which was asked for in its place, is agreed."""

    TYPE: ClassVar[str] = "plan.discharge_agreement_replaced.v1"
    ABOUT: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    replaced_by: UUID
    noted_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDischargeAgreementEnded:
    """It is over, by either side: nothing is told on it any more."""

    TYPE: ClassVar[str] = "plan.discharge_agreement_ended.v1"
    ABOUT: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    why: AgreementEnd
    ended_by: Sector
    ended_on: date
    noted_by: str
    """Staff id, or ``rule`` where it ended by itself."""
    occurred_at: AwareDatetime


AgreementFact = (
    PlanDischargeAgreementAsked
    | PlanDischargeAgreementDrafted
    | PlanDischargeAgreementAgreed
    | PlanDischargeAgreementReplaced
    | PlanDischargeAgreementEnded
)
"""Everything that is said of one."""
