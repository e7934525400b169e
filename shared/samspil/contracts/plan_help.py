"""What the plan service says of the help in the plan, and of who gives it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


class Method(StrEnum):
    """How somebody works with the citizen."""

    OPEN_DIALOGUE = "open_dialogue"
    COGNITIVE = "cognitive"
    NARRATIVE = "narrative"
    SYSTEMIC = "systemic"
    SUPPORTED_EMPLOYMENT = "supported_employment"
    """Individual placement and support (IPS)."""
    PEER_SUPPORT = "peer_support"
    OTHER = "other"


class HelpKind(StrEnum):
    """What is given, where the paragraph leaves several (KL, Fælles Faglige Begreber: ydelse)."""

    ASSESSMENT = "assessment"
    """Finding out, with the citizen, what everyday life takes (pædagogisk udredning)."""
    TRANSPORT = "transport"
    EDUCATION = "education"
    WORK = "work"
    AUTHORITIES = "authorities"
    """Contact with authorities, banks, associations."""
    HEALTHY_LIVING = "healthy_living"
    HYGIENE = "hygiene"
    WELLBEING = "wellbeing"
    SEXUALITY = "sexuality"
    TREATMENT = "treatment"
    """Beginning treatment, or staying in it."""
    RELATIONS = "relations"
    PARENTING = "parenting"
    HOUSEHOLD = "household"
    MOVING_IN = "moving_in"
    PAPERWORK = "paperwork"
    """Post, money, whatever is done on a screen."""
    SENSORY_ACTIVITY = "sensory_activity"
    OUTING = "outing"
    EXERCISE = "exercise"
    COMPANY = "company"
    CREATIVE_ACTIVITY = "creative_activity"
    LEARNING = "learning"
    SERVICE_WORK = "service_work"
    INTERNSHIP = "internship"
    WORKSHOP = "workshop"
    GROUP = "group"
    """Given to a group together with volunteers."""
    INDIVIDUAL = "individual"
    """Given to one person together with volunteers."""


class WithoutGoal(StrEnum):
    """Why help may be given that no goal of the citizen's asks for."""

    DUTY_TO_OFFER = "duty_to_offer"
    """Treatment for drug abuse is offered by duty (serviceloven § 101)."""
    SELF_REFERRED = "self_referred"
    """Crisis centres and shelters are open to whoever comes (serviceloven §§ 109 and 110)."""
    OPEN_OFFER = "open_offer"
    """Advice and early help without a decision (serviceloven §§ 12 and 82 a-d)."""
    NECESSARY_CARE = "necessary_care"
    """Personal and practical help, and care to prevent harm (serviceloven § 83, § 82)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInterventionAdded:
    """Help that was decided for a goal, and the support worker who gives it."""

    TYPE: ClassVar[str] = "plan.intervention_added.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    goal_id: UUID
    provision: LegalBasis
    """The paragraph that it is given under."""
    decision_reference: str
    """The decision's number in the municipality's case system."""
    support_worker: str
    """Staff id."""
    support_worker_name: Sealed
    support_worker_phone: Sealed | None = None
    deputy: str | None = None
    """Staff id of who is asked while the support worker is away."""
    deputy_name: Sealed | None = None
    unit: str | None = None
    """Who provides it, by the unit's code."""
    method: Method | None = None
    minutes_per_week: int | None = None
    starts_on: date | None = None
    """From when it is given; None: from when it is agreed."""
    review_by: date | None = None
    """The last day of its first review (serviceloven § 148, stk. 2)."""
    purpose: Sealed | None = None
    expected_change: Sealed | None = None
    """What the help is expected to change for the citizen."""
    kind: HelpKind | None = None
    """None: not said, or the paragraph leaves one only."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInterventionWithoutGoalAdded:
    """Help that was decided though no goal of the citizen's asks for it, and why it may be."""

    TYPE: ClassVar[str] = "plan.intervention_without_goal_added.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    because: WithoutGoal
    provision: LegalBasis
    decision_reference: str | None
    """The decision's number; None where there is none to be made."""
    support_worker: str
    support_worker_name: Sealed
    support_worker_phone: Sealed | None = None
    deputy: str | None = None
    deputy_name: Sealed | None = None
    unit: str | None = None
    method: Method | None = None
    minutes_per_week: int | None = None
    starts_on: date | None = None
    review_by: date | None = None
    purpose: Sealed | None = None
    expected_change: Sealed | None = None
    kind: HelpKind | None = None
    occurred_at: AwareDatetime


class PauseReason(StrEnum):
    """Why help rests."""

    STAY = "stay"
    """The citizen is in hospital; such a pause is of the stay's class."""
    CITIZEN_WISH = "citizen_wish"
    NO_WORKER = "no_worker"
    """There is nobody to give it now."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInterventionPaused:
    """The help rests, and its place is kept."""

    TYPE: ClassVar[str] = "plan.intervention_paused.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    because: PauseReason
    stay_id: UUID | None
    """The stay that paused it, where that is why."""
    until: date | None
    """The last day, where it is known."""
    paused_by: str | None
    """Staff id; None: it paused by rule."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInterventionResumed:
    """The help goes on."""

    TYPE: ClassVar[str] = "plan.intervention_resumed.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    stay_id: UUID | None
    """The stay after which it goes on by rule: whether the need has changed is then asked."""
    resumed_by: str | None
    """Staff id; None: it goes on by rule."""
    occurred_at: AwareDatetime


class InterventionEnd(StrEnum):
    """Why help ends."""

    GOAL_REACHED = "goal_reached"
    NO_NEED = "no_need"
    CITIZEN_WISH = "citizen_wish"
    OTHER_HELP = "other_help"
    """Other help takes its place."""
    PLAN_ENDED = "plan_ended"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInterventionEnded:
    """The help is over."""

    TYPE: ClassVar[str] = "plan.intervention_ended.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    ended_on: date
    because: InterventionEnd
    found_change: Sealed | None
    """What it changed for the citizen."""
    ended_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSupportWorkerChanged:
    """Who gives the help, how they are reached, and who stands in: the whole of it as it is from now on."""

    TYPE: ClassVar[str] = "plan.support_worker_changed.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    support_worker: str
    support_worker_name: Sealed
    support_worker_phone: Sealed | None
    deputy: str | None
    deputy_name: Sealed | None
    changed_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSupportWorkerAway:
    """Until when the support worker is away: the deputy is asked instead."""

    TYPE: ClassVar[str] = "plan.support_worker_away.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    away_until: date | None
    """The last day; None: the support worker is back."""
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSupportWorkerChangeRequested:
    """The citizen wants somebody else; no reason has to be given."""

    TYPE: ClassVar[str] = "plan.support_worker_change_requested.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    words: Sealed | None
    """What the citizen wants to say about it."""
    noted_by: str
    """Staff id, or ``citizen``."""
    occurred_at: AwareDatetime
