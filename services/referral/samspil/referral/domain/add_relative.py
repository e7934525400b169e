"""Adding a relative: the citizen names somebody, and says what they may be told."""

from datetime import datetime
from uuid import UUID

from samspil.contracts.citizen import CitizenRelativeAdded
from samspil.referral.domain.permission import require_permission
from samspil.referral.domain.relative import Entry, Relative
from samspil.vocabulary.copenhagen import danish_day


def add_relative(
    id_: UUID, entry: Entry, by: str, now: datetime
) -> tuple[Relative, tuple[CitizenRelativeAdded, ...]]:
    """Somebody more, beside those who are there. Raises one of ``WRONG_PERMISSIONS``."""
    entry = require_permission(entry, danish_day(now))
    fact = CitizenRelativeAdded(
        relative_id=id_,
        kind=entry.kind,
        name=entry.name,
        contact=entry.contact,
        wishes=entry.wishes,
        may_know=entry.may_know,
        until=entry.until,
        recorded_by=by,
        occurred_at=now,
    )
    return Relative(id_, entry, added_at=now), (fact,)
