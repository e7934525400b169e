"""Changing what is entered about a relative, the citizen's permission included."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.citizen import CitizenRelativeChanged
from samspil.referral.domain.permission import require_permission
from samspil.referral.domain.relative import Entry, Relative, require_there
from samspil.vocabulary.copenhagen import danish_day


def change_relative(
    relative: Relative, entry: Entry, by: str, now: datetime
) -> tuple[Relative, tuple[CitizenRelativeChanged, ...]]:
    """The whole of it anew. Raises ``RelativeHasLeft`` and one of ``WRONG_PERMISSIONS``."""
    require_there(relative)
    entry = require_permission(entry, danish_day(now))
    fact = CitizenRelativeChanged(
        relative_id=relative.id,
        kind=entry.kind,
        name=entry.name,
        contact=entry.contact,
        wishes=entry.wishes,
        may_know=entry.may_know,
        until=entry.until,
        recorded_by=by,
        occurred_at=now,
    )
    return replace(relative, entry=entry), (fact,)
