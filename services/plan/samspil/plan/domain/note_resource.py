"""Noting a resource: what the citizen has to build on comes before what is difficult."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanResourceNoted
from samspil.plan.domain.plan import Plan, Resource, require_going_on


def note_resource(
    plan: Plan, resource: Resource, by: str, now: datetime
) -> tuple[Plan, tuple[PlanResourceNoted, ...]]:
    """The plan with one more. Raises ``PlanOver``."""
    require_going_on(plan)
    noted = replace(plan, resources={**plan.resources, resource.id: resource})
    fact = PlanResourceNoted(
        plan_id=plan.id,
        resource_id=resource.id,
        words=resource.words,
        origin=resource.origin,
        noted_by=by,
        occurred_at=now,
    )
    return noted, (fact,)
