"""What a door answers that changed something about help."""

from uuid import UUID

from samspil.plan.domain.plan import Plan
from samspil.web.idempotency import Answer, Told


class HelpNow(Told):
    """Which help, and the plan's version with it."""

    intervention_id: UUID


def told(plan: Plan, intervention_id: UUID, status: int = 200, location: str | None = None) -> Answer:
    """The plan's version is what the next change says."""
    return Answer.of(HelpNow(intervention_id=intervention_id, version=plan.version), status, location)
