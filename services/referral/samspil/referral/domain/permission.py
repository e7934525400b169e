"""What a citizen can let a relative know, and for how long: named kinds and a last day, or nothing."""

from dataclasses import replace
from datetime import date

from samspil.referral.domain.relative import Entry
from samspil.vocabulary.data_class import DataClass

YEARS: int = 2
"""For which a permission holds at most; then the citizen is asked again."""

MEANS_NOTHING_TO_THEM = frozenset({DataClass.IDENTITY, DataClass.CONSENT, DataClass.EMPLOYMENT_STATUS})
"""They know who the citizen is, and to be told the number is not for them; what the citizen agreed to with
authorities is between those. A stay is the citizen's own to tell."""


class NotForRelatives(Exception):
    """It names a kind of information that means nothing to a relative."""


class NoLastDay(Exception):
    """It names what may be told, and not until when."""


class LastDayOfNothing(Exception):
    """It names a last day, and nothing that may be told until then."""


class PermissionOver(Exception):
    """Its last day has passed."""


class PermissionTooLong(Exception):
    """Its last day lies more than two years ahead."""


WRONG_PERMISSIONS = (NotForRelatives, NoLastDay, LastDayOfNothing, PermissionOver, PermissionTooLong)
"""What can be wrong with a permission."""


def require_permission(entry: Entry, today: date) -> Entry:
    """With each kind once. Raises one of ``WRONG_PERMISSIONS``."""
    if MEANS_NOTHING_TO_THEM & {*entry.may_know}:
        raise NotForRelatives
    if entry.until is None:
        if entry.may_know:
            raise NoLastDay
        return entry
    if not entry.may_know:
        raise LastDayOfNothing
    if entry.until < today:
        raise PermissionOver
    if (entry.until.year - YEARS, entry.until.month, entry.until.day) > (today.year, today.month, today.day):
        raise PermissionTooLong
    return replace(entry, may_know=tuple(dict.fromkeys(entry.may_know)))
