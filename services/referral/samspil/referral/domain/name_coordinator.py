"""Naming the citizen's coordinator: one of social psychiatry's own, in place of whoever was."""

from dataclasses import dataclass, replace
from datetime import datetime

from samspil.contracts.citizen import CitizenCoordinatorNamed
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.citizen_network import Coordinator
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Named:
    """Who is to be it."""

    staff: str
    name: Sealed
    unit: str | None


class NotOurUnit(Exception):
    """Social psychiatry has no unit by this code today."""


def name_coordinator(
    file: CitizenFile, named: Named, by: str, rules: Rulebook, now: datetime
) -> tuple[CitizenFile, tuple[CitizenCoordinatorNamed, ...]]:
    """The new coordinator; a citizen has one at a time. Raises ``NotOurUnit``."""
    if named.unit is not None:
        unit = rules.unit(named.unit, danish_day(now))
        if unit is None or unit.sector is not Sector.SOCIAL:
            raise NotOurUnit
    fact = CitizenCoordinatorNamed(
        coordinator=named.staff,
        coordinator_name=named.name,
        unit=named.unit,
        named_by=by,
        occurred_at=now,
    )
    return replace(file, coordinator=Coordinator(named.staff, named.name, named.unit, now)), (fact,)
