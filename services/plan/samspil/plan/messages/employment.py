"""What the jobcenter-bridge says of steps towards work, as far as the plan cares."""

from samspil.contracts.employment import (
    EmploymentMilestoneEnded,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
)
from samspil.plan.domain.milestone import Milestone, Told

MilestoneTold = EmploymentMilestoneStarted | EmploymentMilestoneEnded | EmploymentMilestoneVoided


def milestone(fact: MilestoneTold) -> Milestone:
    """What the one fact tells of the step."""
    id_, at = fact.milestone_id, fact.occurred_at
    match fact:
        case EmploymentMilestoneStarted(started_on=day):
            return Milestone(id_, start=Told(at, day))
        case EmploymentMilestoneEnded(ended_on=day):
            return Milestone(id_, end=Told(at, day))
    return Milestone(id_, voided_at=at)
