"""The balance: of every party and unit, what was sent is open, answered, cancelled or closed, each once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from samspil.referral.domain.referral import Counts
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Counted:
    """So many referrals of one unit that count alike."""

    to_sector: Sector
    to_unit: str
    counts_as: Counts
    overdue: bool
    count: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one unit; ``sent`` is always the sum of the rest."""

    to_sector: Sector
    to_unit: str
    sent: int
    open: int
    overdue: int
    """Of those that are open."""
    answered: int
    cancelled: int
    closed: int


def balance(counted: Iterable[Counted]) -> list[Balance]:
    """A line for each unit, by party and code."""
    sums: dict[tuple[Sector, str], Counter[str]] = {}
    for one in counted:
        of_unit = sums.setdefault((one.to_sector, one.to_unit), Counter())
        of_unit[one.counts_as] += one.count
        of_unit["sent"] += one.count
        if one.overdue and one.counts_as is Counts.OPEN:
            of_unit["overdue"] += one.count
    return [
        Balance(
            *of,
            sent=sums[of]["sent"],
            open=sums[of][Counts.OPEN],
            overdue=sums[of]["overdue"],
            answered=sums[of][Counts.ANSWERED],
            cancelled=sums[of][Counts.CANCELLED],
            closed=sums[of][Counts.CLOSED],
        )
        for of in sorted(sums)
    ]
