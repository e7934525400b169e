"""The plan: what the citizen wants, the help that was decided for it, and what was said of the whole."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.plan import (
    GoalAim,
    InterventionEnd,
    LifeArea,
    Method,
    OfferAnswer,
    Participation,
    PauseReason,
    Whose,
    WithoutGoal,
)
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


class GoalEnd(StrEnum):
    """How a goal is over."""

    ACHIEVED = "achieved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a goal was put before."""

    area: LifeArea
    words: Sealed
    origin: Whose | None
    agreed: bool
    """Whether the citizen had agreed to it so."""
    until: datetime


@dataclass(frozen=True, slots=True)
class Goal:
    """Something the citizen wants, in the citizen's own words."""

    id: UUID
    area: LifeArea
    words: Sealed
    added_by: str
    """Staff id, or ``citizen``."""
    agreed: bool = False
    """Whether it was in the plan, in these words, when the citizen last agreed to it."""
    origin: Whose | None = None
    """Whose words they are; None: added before anybody asked."""
    aim: GoalAim | None = None
    rank: int | None = None
    """1 for what matters most to the citizen."""
    earlier: tuple[Wording, ...] = ()
    """How it was put before, the newest last."""
    ended: GoalEnd | None = None
    ended_on: date | None = None
    ending: Sealed | None = None
    """What made it possible, or why it was given up."""
    given_up_by: Whose | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still worked for, or to be agreed."""
        return self.ended is None

    @property
    def in_force(self) -> bool:
        """Whether it is worked for, in these words or in those that were agreed before."""
        return self.is_open and (self.agreed or any(one.agreed for one in self.earlier))


@dataclass(frozen=True, slots=True)
class Pause:
    """Why help rests."""

    because: PauseReason
    stay_id: UUID | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Intervention:
    """Help that was decided, and who gives it."""

    id: UUID
    goal_id: UUID | None
    """The goal that it serves; None: it stands on ``without_goal``."""
    provision: LegalBasis
    decision_reference: str | None
    support_worker: str
    """Staff id."""
    support_worker_name: Sealed
    added_by: str
    agreed: bool = False
    without_goal: WithoutGoal | None = None
    support_worker_phone: Sealed | None = None
    deputy: str | None = None
    """Staff id of who is asked while the support worker is away."""
    deputy_name: Sealed | None = None
    away_until: date | None = None
    """The last day on which the support worker is away."""
    unit: str | None = None
    method: Method | None = None
    minutes_per_week: int | None = None
    starts_on: date | None = None
    review_by: date | None = None
    purpose: Sealed | None = None
    expected_change: Sealed | None = None
    pause: Pause | None = None
    change_wanted: bool = False
    """Whether the citizen wants another support worker."""
    change_words: Sealed | None = None
    """What the citizen wants to say about it."""
    ended_on: date | None = None
    ended_because: InterventionEnd | None = None
    found_change: Sealed | None = None
    """What it changed for the citizen."""

    @property
    def in_force(self) -> bool:
        """Whether it was agreed and is not over; it may rest."""
        return self.agreed and self.ended_on is None

    def asked_on(self, day: date) -> str:
        """Who is asked about it on that day: the support worker, or the deputy while they are away."""
        is_away = self.away_until is not None and day <= self.away_until
        return self.deputy if is_away and self.deputy else self.support_worker


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that the citizen has to build on."""

    id: UUID
    words: Sealed
    origin: Whose
    """Who sees it so."""


@dataclass(frozen=True, slots=True)
class EmploymentWish:
    """What the citizen wishes in work or education, or why not now: there is one of the two."""

    wish: Sealed | None
    not_now: Sealed | None
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Participated:
    """How the citizen took part in the plan as it is to be agreed."""

    how: Participation
    has_words: bool
    """Whether there are words of the citizen's, or the citizen's no to them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A citizen's one plan."""

    id: UUID
    referral_id: UUID
    """The first referral that was accepted; what is decided about the plan belongs to this case."""
    opened_at: datetime
    goals: dict[UUID, Goal]
    interventions: dict[UUID, Intervention]
    agreed_on: date | None = None
    """The last day on which the citizen agreed to it."""
    agreements: int = 0
    """How often it was agreed: the number of its newest version. 0 of one that a version before agreed."""
    participation: Participated | None = None
    """None: not recorded since it was last agreed."""
    offer: OfferAnswer | None = None
    employment_wish: EmploymentWish | None = None
    resources: dict[UUID, Resource] = field(default_factory=dict)
    ended_on: date | None = None
    version: int = 0
    """The number of the last fact about it."""

    @property
    def has_employment_wish(self) -> bool:
        """Whether the citizen's wish in work or education is recorded, or why not now."""
        return self.employment_wish is not None

    @property
    def support(self) -> tuple[Intervention, ...]:
        """The socio-pedagogic support (serviceloven § 85) that is in force: agreed to with the citizen."""
        return tuple(
            one for one in self.interventions.values() if one.in_force and one.provision is LegalBasis.SEL_85
        )


class NoPlan(Exception):
    """The citizen has no plan: no referral was accepted."""


class PlanOver(Exception):
    """The plan has ended: another begins with another referral."""


def require_plan(plan: Plan | None) -> Plan:
    """The plan, if it is there. Raises ``NoPlan``."""
    if plan is None:
        raise NoPlan
    return plan


def require_going_on(plan: Plan) -> None:
    """Let nothing change in a plan that has ended. Raises ``PlanOver``."""
    if plan.ended_on is not None:
        raise PlanOver
