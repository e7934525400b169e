"""The whole rulebook but the law pack, as it is read once at start."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from samspil.rulebook.appeals import Appeal
from samspil.rulebook.attention import AttentionNumbers
from samspil.rulebook.dated import in_force
from samspil.rulebook.deadlines import Deadline, Step
from samspil.rulebook.party_names import PartyName
from samspil.rulebook.services import Service
from samspil.rulebook.sustained import SustainedMonths
from samspil.rulebook.target_groups import TargetGroup
from samspil.rulebook.units import Unit
from samspil.vocabulary.copenhagen import day_after
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

T = TypeVar("T")


class NoDeadline(LookupError):
    """No row of the rulebook holds for this step: a mistake in its data, found at start."""


class NoAppeal(LookupError):
    """Nothing says how to complain on this day: a mistake in the rulebook's data."""


class NoName(LookupError):
    """Nothing says what a party is called on this day: a mistake in the rulebook's data."""


class NoAttention(LookupError):
    """Nothing says when two things do not go together: a mistake in the rulebook's data, found at start."""


class NoWayIn(LookupError):
    """No unit takes partners' requests in on this day: a mistake in the rulebook's data."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Services, units, deadlines, target groups and more, each row with its days."""

    services: tuple[Service, ...]
    units: tuple[Unit, ...]
    deadlines: tuple[Deadline, ...]
    appeals: tuple[Appeal, ...]
    attention: tuple[AttentionNumbers, ...]
    target_groups: tuple[TargetGroup, ...] = ()
    party_names: tuple[PartyName, ...] = ()
    sustained: tuple[SustainedMonths, ...] = ()

    @property
    def municipalities(self) -> frozenset[str]:
        """Ours: those that units of social psychiatry work for, on whichever day."""
        social = (one.municipality for one in self.units if one.sector is Sector.SOCIAL)
        return frozenset(code for code in social if code is not None)

    def service(self, basis: LegalBasis, day: date) -> Service | None:
        """What is given under the paragraph on that day; None where nothing is."""
        return next(iter(in_force((one for one in self.services if one.basis is basis), day)), None)

    def unit(self, code: str, day: date) -> Unit | None:
        """The unit; None where nobody knows the code on that day."""
        return next(iter(in_force((one for one in self.units if one.code == code), day)), None)

    def units_on(self, day: date) -> list[Unit]:
        """All that are there on the day, by name."""
        return sorted(in_force(self.units, day), key=lambda one: one.name)

    def way_in(self, day: date) -> Unit:
        """Where a partner's request arrives: the one way in. Raises ``NoWayIn``."""
        for unit in in_force(self.units, day):
            if unit.takes_requests:
                return unit
        raise NoWayIn

    def party_name(self, sector: Sector, day: date) -> PartyName:
        """What it is called on that day. Raises ``NoName``."""
        for name in in_force((one for one in self.party_names if one.sector is sector), day):
            return name
        raise NoName

    def next_change(self, day: date) -> date | None:
        """The first day after it on which a name, a target group, a look or attention is otherwise."""
        rows = (*self.party_names, *self.target_groups, *self.sustained, *self.attention)
        firsts = (one.valid_from for one in rows)
        ends = (day_after(one.valid_to) for one in rows if one.valid_to)
        return min((one for one in (*firsts, *ends) if one and one > day), default=None)

    def target_group(self, code: str, day: date) -> TargetGroup | None:
        """What is known of it on that day; None where nothing is."""
        return next(iter(in_force((one for one in self.target_groups if one.code == code), day)), None)

    def sustained_months(self, day: date) -> tuple[int, ...]:
        """After how many months it is looked, on that day, whether what was achieved lasts; maybe none."""
        return next((one.months for one in in_force(self.sustained, day)), ())

    def appeal(self, day: date) -> Appeal:
        """How a decision of that day is complained of. Raises ``NoAppeal``."""
        for appeal in in_force(self.appeals, day):
            return appeal
        raise NoAppeal

    def attention_numbers(self, day: date) -> AttentionNumbers:
        """When two things do not go together; where no row holds, the nearest. Raises ``NoAttention``."""
        for numbers in in_force(self.attention, day):
            return numbers
        if not self.attention:
            raise NoAttention
        return min(self.attention, key=lambda one: abs(one.valid_from - day))

    def working_days(self, step: Step, unit: str, basis: LegalBasis, day: date, *, urgent: bool) -> int:
        """How long the step may take; the most precise row counts, and of those the newest.

        Raises ``NoDeadline``.
        """
        found = _most_precise(self._about(step, unit, basis, urgent=urgent), day)
        if found is None:
            raise NoDeadline(step)
        return found.working_days

    def working_days_after(self, step: Step, basis: LegalBasis | None, day: date) -> int:
        """How long the step may take after what happened on that day, whenever that was.

        Where no row holds on the day, that counts which is nearest to it. Raises ``NoDeadline``.
        """
        rows = self._about(step, None, basis, urgent=False)
        nearest = min((one.valid_from for one in rows), key=lambda first: abs(first - day), default=day)
        found = _most_precise(rows, day) or _most_precise(rows, nearest)
        if found is None:
            raise NoDeadline(step)
        return found.working_days

    def _about(
        self, step: Step, unit: str | None, basis: LegalBasis | None, *, urgent: bool
    ) -> list[Deadline]:
        rows = (one for one in self.deadlines if one.step is step)
        return [one for one in rows if one.is_about(unit, basis, urgent=urgent)]


def _most_precise(rows: Iterable[Deadline], day: date) -> Deadline | None:
    return max(in_force(rows, day), key=lambda one: (one.precision, one.valid_from), default=None)


def read_rulebook(folder: Path | None = None) -> Rulebook:
    """The municipality's own folder, or the made-up municipality's that is shipped.

    Raises ``ValueError`` for a word that is unknown, a row that is none, or a step without a deadline.
    """
    data: Traversable | Path = folder or files(__package__) / "data"
    rulebook = Rulebook(
        tuple(_rows(data / "services.toml", "service", Service)),
        tuple(_rows(data / "units.toml", "unit", Unit)),
        tuple(_rows(data / "deadlines.toml", "deadline", Deadline)),
        tuple(_rows(data / "appeals.toml", "appeal", Appeal)),
        tuple(_rows(data / "attention.toml", "attention", AttentionNumbers)),
        tuple(_rows(data / "target_groups.toml", "target_group", TargetGroup)),
        tuple(_rows(data / "party_names.toml", "party_name", PartyName)),
        tuple(_rows(data / "sustained.toml", "sustained", SustainedMonths)),
    )
    _require_whole(rulebook)
    return rulebook


def _rows(file: Traversable | Path, table: str, kind: type[T]) -> Iterable[T]:
    adapter: TypeAdapter[T] = TypeAdapter(kind)
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))[table]
    return (adapter.validate_python(row) for row in rows)


def _require_whole(rulebook: Rulebook) -> None:
    """Every step has a row that names nothing else, and there is a way in and a way to complain."""
    for step in Step:
        if not any(one.step is step and not any(one.precision) for one in rulebook.deadlines):
            raise ValueError(f"the rulebook has no deadline for every {step}")
    if not any(one.takes_requests for one in rulebook.units) or not rulebook.appeals:
        raise ValueError("the rulebook has no unit that takes requests in, or no way to complain")
    if not any(one.sector is Sector.EMPLOYMENT for one in rulebook.party_names):
        raise ValueError("the rulebook does not say what employment is called")
    if not rulebook.attention:
        raise ValueError("the rulebook does not say when two things do not go together")
    if not rulebook.sustained:
        raise ValueError("the rulebook does not say when it is looked whether what was achieved lasts")
    if not rulebook.municipalities:
        raise ValueError("no unit of social psychiatry says which municipality it works for")
