"""Recording that the citizen died: whatever is open ends, and no clock runs any more."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.citizen import CitizenDied, DeathSource
from samspil.referral.domain.citizen_file import CitizenFile, Death, require_alive
from samspil.vocabulary.copenhagen import danish_day


class DiedAhead(Exception):
    """The day of the death has not come yet."""


class DiedBeforeBirth(Exception):
    """The day of the death lies before the one on which the citizen was born."""


def record_death(
    file: CitizenFile,
    died_on: date | None,
    source: DeathSource,
    birthday: date | None,
    closed: tuple[UUID, ...],
    by: str,
    now: datetime,
    report_id: UUID | None = None,
) -> tuple[CitizenFile, tuple[CitizenDied, ...]]:
    """``closed`` are the referrals that end with it; ``birthday`` is None where the number tells none,
    ``report_id`` the hospital's report where two people have confirmed one.

    Raises ``CitizenIsDead`` where it was recorded before, ``DiedAhead``, ``DiedBeforeBirth``.
    """
    require_alive(file)
    if died_on is not None and died_on > danish_day(now):
        raise DiedAhead
    if died_on is not None and birthday is not None and died_on < birthday:
        raise DiedBeforeBirth
    dead = replace(file, death=Death(died_on, source, by, now, closed, report_id))
    return dead, (CitizenDied(died_on=died_on, source=source, recorded_by=by, occurred_at=now),)


def ends_too(file: CitizenFile, death: Death, referral: UUID) -> CitizenFile:
    """A referral that came only after the death was recorded ends with it like those before it."""
    return replace(file, death=replace(death, closed=(*death.closed, referral)))
