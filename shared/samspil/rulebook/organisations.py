"""The regions and hospitals that we write to and hear from, each by its numbers and for its time."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

from pydantic import StringConstraints, TypeAdapter

from samspil.rulebook.dated import Dated, in_force

Sor = Annotated[str, StringConstraints(pattern="^[0-9]{6,18}$")]
Gln = Annotated[str, StringConstraints(pattern="^[0-9]{13}$")]


class ReceiverType(StrEnum):
    """Whether a receiver acknowledges what it takes in (MedCom's governance; its type B is nobody here)."""

    A = "A"
    """Its acknowledgement says what becomes of a message."""
    C = "C"
    """It never acknowledges: that its door took a message is all that is heard of it."""


class ReceiverForm(StrEnum):
    """In which of FHIR's forms a receiver reads messages."""

    JSON = "json"
    XML = "xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Dated):
    """One of them, under one pair of numbers."""

    name: str
    """What people call it, in Danish."""
    sor: Sor
    """Of the health service's register of organisations."""
    gln: Gln
    """Of its mailbox."""
    units: tuple[str, ...] = ()
    """The units (units.toml) whose messages arrive at it."""
    receiver_type: ReceiverType = ReceiverType.A
    receiver_form: ReceiverForm = ReceiverForm.JSON
    is_our_region: bool = False
    """Whether it is told what is for no unit in particular: the region that the municipality lies in."""


class NoOrganisation(LookupError):
    """On this day nobody is named whom it could go to: a mistake in the rulebook's data."""


@dataclass(frozen=True, slots=True)
class Organisations:
    """All of them, each row with its days."""

    rows: tuple[Organisation, ...]

    def region(self, day: date) -> Organisation:
        """Our region of that day. Raises ``NoOrganisation``."""
        for one in in_force(self.rows, day):
            if one.is_our_region:
                return one
        raise NoOrganisation

    def of_unit(self, code: str | None, day: date) -> Organisation:
        """To whom a message for the unit goes: who answers for it, else our region.

        Raises ``NoOrganisation``.
        """
        for one in in_force(self.rows, day):
            if code in one.units:
                return one
        return self.region(day)

    def at(self, sor: str, day: date) -> Organisation | None:
        """Who has the number: of several the one of that day, else the newest."""
        found = [one for one in self.rows if one.sor == sor]
        return max(found, key=lambda one: (one.holds(day), one.valid_from), default=None)


def read_organisations(folder: Path | None = None) -> Organisations:
    """From the municipality's own folder, or the made-up ones that are shipped.

    Raises ``ValueError`` for a row that is none, and where our region is never named.
    """
    data: Traversable | Path = folder or files(__package__) / "data"
    told: dict[str, Any] = tomllib.loads((data / "organisations.toml").read_text(encoding="utf-8"))
    rows = TypeAdapter(tuple[Organisation, ...]).validate_python(told["organisation"])
    if not any(one.is_our_region for one in rows):
        raise ValueError("organisations.toml names no region as ours")
    return Organisations(rows)
