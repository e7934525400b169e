"""What is known of the citizen's own plan."""

from dataclasses import dataclass
from datetime import date, datetime

from samspil.contracts.plan import OfferAnswer
from samspil.overview.domain.agreements import Agreements
from samspil.overview.domain.plan_dates import Contact, FollowUp, Meeting, Review, SupportQuestion
from samspil.overview.domain.plan_parts import (
    CrisisPlan,
    EmploymentWish,
    Ended,
    Goal,
    GoalState,
    Intervention,
    Participated,
    Resource,
    Version,
    Wording,
)


@dataclass(frozen=True, slots=True)
class PlanState:
    """Everything of the topic."""

    opened_at: datetime | None = None
    agreed_on: date | None = None
    offered_on: date | None = None
    offer: OfferAnswer | None = None
    """The citizen's answer to the offer of a plan; None: not offered, or not answered."""
    participation: Participated | None = None
    """Of the plan as it is to be agreed; None: not recorded since it was last agreed."""
    goals: tuple[Goal, ...] = ()
    wordings: tuple[Wording, ...] = ()
    """Earlier ones, the newest last."""
    resources: tuple[Resource, ...] = ()
    employment_wish: EmploymentWish | None = None
    interventions: tuple[Intervention, ...] = ()
    versions: tuple[Version, ...] = ()
    """Each that was agreed, the newest last."""
    reviews: tuple[Review, ...] = ()
    """The regular ones."""
    milestone_reviews: tuple[Review, ...] = ()
    """Because of milestones, and of their class."""
    need_reviews: tuple[Review, ...] = ()
    """Whether the need has changed, after stays, and of their class."""
    meetings: tuple[Meeting, ...] = ()
    contacts: tuple[Contact, ...] = ()
    """The newest last."""
    crisis_plan: CrisisPlan | None = None
    questions: tuple[SupportQuestion, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    agreements: Agreements = ()
    """With hospitals, the newest last; of the class of their own."""
    ended: Ended | None = None
    version: int = 0
    """The number of the last event about the plan itself."""

    @property
    def agreed_help(self) -> tuple[Intervention, ...]:
        """The help that counts: agreed to with the citizen, and not over; the newest is the last."""
        return tuple(one for one in self.interventions if one.in_force)

    @property
    def all_reviews(self) -> tuple[Review, ...]:
        """Whatever they are held for."""
        return (*self.reviews, *self.milestone_reviews, *self.need_reviews)

    @property
    def is_under_review(self) -> bool:
        """Whether something in it is not yet agreed though the plan has been."""
        if self.agreed_on is None or self.ended is not None:
            return False
        goals = any(one.state is GoalState.PROPOSED or one.is_reworded for one in self.goals if one.is_open)
        return goals or any(not one.agreed and one.ended_on is None for one in self.interventions)
