"""What of the employment side's facts somebody sees."""

from collections.abc import Collection
from dataclasses import replace

from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.view_fields import ViewField


def shown_work(work: EmploymentState, shown: Collection[ViewField]) -> EmploymentState:
    """Without the steps, calls and status that these fields do not show."""
    names = {one.name for one in shown}
    return replace(
        work,
        milestones=work.milestones if "milestones" in names else (),
        proposed=work.proposed if "milestones" in names else (),
        calls=work.calls if "calls" in names else (),
        status=work.status if "employment_status" in names else (),
    )
