"""Removing a relative: the citizen no longer wants it, they step back, or it was a mistake."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.citizen import CitizenRelativeRemoved, RelativeLeft
from samspil.referral.domain.relative import Relative, require_there


def remove_relative(
    relative: Relative, why: RelativeLeft, by: str, now: datetime
) -> tuple[Relative, tuple[CitizenRelativeRemoved, ...]]:
    """From now on nobody tells or asks them anything. Raises ``RelativeHasLeft``."""
    require_there(relative)
    fact = CitizenRelativeRemoved(relative_id=relative.id, reason=why, recorded_by=by, occurred_at=now)
    return replace(relative, left=why, left_at=now), (fact,)
