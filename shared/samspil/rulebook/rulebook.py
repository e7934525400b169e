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
from samspil.rulebook.dated import in_force
from samspil.rulebook.deadlines import Deadline, Step
from samspil.rulebook.services import Service
from samspil.rulebook.units import Unit
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

T = TypeVar("T")


class NoDeadline(LookupError):
    """No row of the rulebook holds for this step: a mistake in its data, found at start."""


class NoAppeal(LookupError):
    """Nothing says how to complain on this day: a mistake in the rulebook's data."""


class NoWayIn(LookupError):
    """No unit takes partners' requests in on this day: a mistake in the rulebook's data."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Services, units and deadlines, each row with its days."""

    services: tuple[Service, ...]
    units: tuple[Unit, ...]
    deadlines: tuple[Deadline, ...]
    appeals: tuple[Appeal, ...]

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

    def appeal(self, day: date) -> Appeal:
        """How a decision of that day is complained of. Raises ``NoAppeal``."""
        for appeal in in_force(self.appeals, day):
            return appeal
        raise NoAppeal

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
    if not rulebook.municipalities:
        raise ValueError("no unit of social psychiatry says which municipality it works for")
