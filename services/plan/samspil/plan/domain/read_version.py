"""Reading a version of the plan: whoever takes part in it says that they know what it says."""

from datetime import datetime

from samspil.contracts.plan import PlanVersionRead
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.version import Version


class UnknownVersion(Exception):
    """The plan was not agreed so often."""


def read_version(
    plan: Plan, versions: tuple[Version, ...], number: int, by: str, now: datetime
) -> tuple[Plan, tuple[PlanVersionRead, ...]]:
    """Said once of each who reads it; ``versions`` are the plan's. Raises ``UnknownVersion``."""
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise UnknownVersion
    if by in version.read_by:
        return plan, ()
    return plan, (PlanVersionRead(plan_id=plan.id, number=number, read_by=by, occurred_at=now),)
