"""Moving: the citizen lives elsewhere from a day on, and maybe another municipality acts (RSL § 9)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from samspil.contracts.citizen import CitizenMoved
from samspil.referral.domain.citizen_file import CitizenFile, require_alive
from samspil.referral.domain.referral import OVER, Referral
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Move:
    """Where to, and since when; the address is another one, or not known yet."""

    moved_on: date
    residence_municipality: str
    acting_municipality: str


class MovedAhead(Exception):
    """The day of the move has not come yet."""


class MovedBeforeBirth(Exception):
    """The day of the move lies before the one on which the citizen was born."""


class LivesThereAlready(Exception):
    """The citizen lives there, and the same municipality acts."""


def move(
    file: CitizenFile, to: Move, birthday: date | None, by: str, now: datetime
) -> tuple[CitizenFile, tuple[CitizenMoved, ...]]:
    """``birthday`` is None where the number tells none.

    Raises ``CitizenIsDead``, ``MovedAhead``, ``MovedBeforeBirth``, ``LivesThereAlready``.
    """
    require_alive(file)
    if to.moved_on > danish_day(now):
        raise MovedAhead
    if birthday is not None and to.moved_on < birthday:
        raise MovedBeforeBirth
    if is_there(file, to):
        raise LivesThereAlready
    moved = replace(
        file,
        acting_municipality=to.acting_municipality,
        residence_municipality=to.residence_municipality,
        moved_on=to.moved_on,
    )
    fact = CitizenMoved(
        moved_on=to.moved_on,
        residence_municipality=to.residence_municipality,
        acting_municipality=to.acting_municipality,
        recorded_by=by,
        occurred_at=now,
    )
    return moved, (fact,)


def is_there(file: CitizenFile, to: Move) -> bool:
    """Whether the file says so already."""
    return (to.residence_municipality, to.acting_municipality) == (file.lives_in, file.acting_municipality)


def ends_with_move(referral: Referral, acting: str, rules: Rulebook, today: date) -> bool:
    """Whether its social unit does not work for the municipality that acts from now on.

    One of which nobody knows the unit was of the municipality that acted before.
    """
    if referral.state in OVER:
        return False
    code = referral.to_unit if referral.to_sector is Sector.SOCIAL else referral.from_unit
    unit = rules.unit(code, today) if code else None
    return unit is None or unit.municipality != acting
