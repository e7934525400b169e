"""Disclosing: what a receiver is told about a citizen, field by field, and why, or why not.

Nothing is shown by default; only what stands on a ground that the law accepts is published.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from samspil.overview.domain.disclosed_fields import EXPLAINED, IDENTITY, DisclosedField
from samspil.overview.domain.grounds import ground_for
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.rulebook.law import Ground, Law, LawPack, in_force, next_change
from samspil.vocabulary.copenhagen import day_after


class Withheld(StrEnum):
    """Why a field is not shown."""

    NO_GROUND = "no_ground"
    NO_IDENTITY = "no_identity"
    """There is a ground for the field and none for telling whom it is about."""
    NOT_CARRIED = "not_carried"
    """There is a ground, and nothing that would carry it."""
    NOT_OURS = "not_ours"
    """The citizen is dead, or another municipality acts: whatever grounds there were."""
    NO_NUMBER = "no_number"
    """Nobody knows the citizen by a number: there is nobody of whom a partner could be told."""
    ELSEWHERE = "elsewhere"
    """It is told with the file that this one belongs to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation: a field, and on which ground it is shown, or else why it is not."""

    field: DisclosedField
    ground: Ground | None
    """None: not shown."""
    withheld: Withheld | None = None

    @property
    def shown(self) -> bool:
        """Whether the receiver is told this field, or we are."""
        return self.ground is not None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The whole of what a receiver is told, and the explanation, which stays here; by default, nothing."""

    receiver: Receiver
    shares: bool = False
    """Whether the receiver is told anything about the citizen."""
    told: Mapping[str, Any] = field(default_factory=dict)
    """Field → what is told; of a field that is received, whether it is."""
    until: date | None = None
    """The last day on which what is told holds by itself."""
    received_until: Mapping[str, date] = field(default_factory=dict)
    """Of what comes to us, by the field that holds it: the last day on which it may; none without an end."""
    lines: tuple[Line, ...] = ()
    changes_on: date | None = None
    """The first day on which the answer changes by itself."""


def disclose(view: View, receiver: Receiver, law: Law, today: date, ours: Collection[str]) -> Disclosure:
    """Pure: the same view, law and day give the same answer.

    ``ours`` are the municipalities (kommunekoder) that our units work for.
    """
    lines = explain(view, receiver, in_force(law, today), today, ours)
    told = {line.field.name: _told(line, view, today) for line in lines if line.field.is_carried}
    shares = told[IDENTITY.name] is not None
    if not shares:
        told = {line.field.name: told[line.field.name] for line in lines if line.field.received}
    ends = _ends(line for line in lines if not line.field.received)
    ends += [one.until for one in told.values() if hasattr(one, "until")]
    received = [line for line in lines if line.field.received]
    ends_in = {name: _ends(one for one in received if one.field.ends == name) for name in _names(received)}
    received_ends = {name: min(its_ends) for name, its_ends in ends_in.items() if its_ends}
    # One of several ends alone, and says itself when; the rest of what is told holds on.
    own_ends = [one.until for some in told.values() if isinstance(some, tuple) for one in some if one.until]
    changes = [day_after(end) for end in (*ends, *received_ends.values(), *own_ends)] + [
        next_change(law, today)
    ]
    return Disclosure(
        receiver=receiver,
        shares=shares,
        told=told,
        until=min(ends, default=None) if shares else None,
        received_until=received_ends,
        lines=lines,
        changes_on=min((day for day in changes if day is not None), default=None),
    )


def explain(
    view: View, receiver: Receiver, pack: LawPack, today: date, ours: Collection[str]
) -> tuple[Line, ...]:
    """Every field with its ground; the same, whether or not there are data to tell."""
    if not is_ours(view.citizen, ours):
        return tuple(Line(one, None, Withheld.NOT_OURS) for one in EXPLAINED[receiver])
    if view.part_of is not None:
        return tuple(Line(one, None, Withheld.ELSEWHERE) for one in EXPLAINED[receiver])
    if view.citizen.who is not None and view.citizen.who.cpr is None:
        return tuple(Line(one, None, Withheld.NO_NUMBER) for one in EXPLAINED[receiver])
    identified = ground_for(view, receiver, IDENTITY.kind, pack, today) is not None
    return tuple(
        _line(one, ground_for(view, receiver, one.kind, pack, today, inbound=one.received), identified)
        for one in EXPLAINED[receiver]
    )


def _line(one: DisclosedField, ground: Ground | None, identified: bool) -> Line:
    if ground is None:
        return Line(one, None, Withheld.NO_GROUND)
    if not one.is_carried:
        return Line(one, None, Withheld.NOT_CARRIED)
    if not one.received and not identified:
        return Line(one, None, Withheld.NO_IDENTITY)
    return Line(one, ground)


def _told(line: Line, view: View, today: date) -> Any:
    if line.field.received:
        return line.shown
    return line.field.pick(view, today) if line.field.pick and line.shown else line.field.nothing


def _names(received: Iterable[Line]) -> list[str]:
    return sorted({line.field.ends for line in received})


def _ends(lines: Iterable[Line]) -> list[date]:
    return [line.ground.until for line in lines if line.ground and line.ground.until]
