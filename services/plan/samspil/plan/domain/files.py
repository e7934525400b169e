"""Files of one person: each keeps what is its own, and a stay asks for what is planned in any of them."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from uuid import UUID

from samspil.contracts.envelope import Fact
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.milestone import Milestones
from samspil.plan.domain.pause_for_stays import PauseFacts
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review
from samspil.plan.domain.settle import Brought, StayFacts
from samspil.plan.domain.stay import Stays
from samspil.plan.domain.support_question import QuestionState


@dataclass(frozen=True, slots=True)
class File:
    """One file, and what is to be said of it."""

    citizen: Citizen
    plan: Plan | None
    stays: Stays
    brought: Brought
    milestones: Milestones = field(default_factory=dict)
    said: tuple[Fact, ...] = ()

    def after(self, decided: tuple[Brought, StayFacts]) -> "File":
        """With what was decided about what stays brought."""
        brought, facts = decided
        return replace(self, brought=brought, said=(*self.said, *facts))

    def with_plan(self, decided: tuple[Plan, PauseFacts]) -> "File":
        """With what was decided about the plan itself."""
        plan, facts = decided
        return replace(self, plan=plan, said=(*self.said, *facts))

    def resting(self, *stays: UUID) -> "File":
        """With these stays and milestones among those that would ask something."""
        resting = tuple(dict.fromkeys((*self.citizen.resting, *stays)))
        return replace(self, citizen=replace(self.citizen, resting=resting))

    def awake(self) -> "File":
        """With none of them."""
        return replace(self, citizen=replace(self.citizen, resting=()))

    def away(self, *, are_away: bool) -> "File":
        """Whether nothing is asked of people about the person."""
        return replace(self, citizen=replace(self.citizen, is_away=are_away))

    @property
    def unsettled(self) -> frozenset[UUID]:
        """The stays because of which something waits, or was closed and may be open again."""
        lasting = {QuestionState.OPEN, QuestionState.CLOSED}
        asked = {one.stay_id for one in self.brought.questions.values() if one.state in lasting}
        waiting: list[FollowUp | Review] = [*self.brought.follow_ups.values(), *self.brought.reviews.values()]
        return frozenset(asked | {one.stay_id for one in waiting if one.waits and one.stay_id})

    def follow_ups_of(self, stays: Collection[UUID]) -> tuple[FollowUp, ...]:
        """Those because of one of these stays."""
        return tuple(one for one in self.brought.follow_ups.values() if one.stay_id in stays)


Files = tuple[File, ...]
"""All of a person's, the one that survives first."""


def are_ours(files: Files, ours: Collection[str]) -> bool:
    """Whether the person lives, by every file, and one of our municipalities acts, by the surviving one."""
    return files[0].citizen.is_ours(ours) and not any(one.citizen.dead for one in files)
