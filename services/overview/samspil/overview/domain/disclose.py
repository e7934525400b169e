"""Disclosing: what a receiver is told about a citizen, field by field, and why, or why not.

Nothing is shown by default; only what stands on a ground that the law accepts is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samspil.overview.domain.coordination import Hold
from samspil.overview.domain.grounds import Ground, ground_for, grounds
from samspil.overview.domain.law import Law, LawPack, Receiver, in_force, next_change
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import day_after
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed

FIELDS: dict[Receiver, tuple[tuple[str, DataClass], ...]] = {
    Receiver.JOBCENTER: (
        ("identity", DataClass.IDENTITY),
        ("contact_hold", DataClass.CONTACT_HOLD),
        ("milestones_received", DataClass.MILESTONE),
        ("employment_goal", DataClass.EMPLOYMENT_GOAL),
        ("support", DataClass.SUPPORT),
        ("stay", DataClass.STAY),
    ),
    Receiver.REGION: (
        ("identity", DataClass.IDENTITY),
        ("contact_person", DataClass.NETWORK),
        ("notices_received", DataClass.STAY),
        ("plan", DataClass.PLAN),
        ("employment_goal", DataClass.EMPLOYMENT_GOAL),
        ("milestones", DataClass.MILESTONE),
    ),
}
"""Every field there is, with its class; the explanation lists them all, whether or not there are data."""

RECEIVED = frozenset({"milestones_received", "notices_received"})
"""Fields that come to us instead of leaving."""

CARRIED = RECEIVED | {"identity", "contact_hold", "contact_person"}
"""Fields that an event to a partner has room for; the others are told to nobody, whatever the law allows."""


class Withheld(StrEnum):
    """Why a field is not shown."""

    NO_GROUND = "no_ground"
    NO_IDENTITY = "no_identity"
    """There is a ground for the field and none for telling whom it is about."""
    NOT_CARRIED = "not_carried"
    """There is a ground, and nothing that would carry it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation: a field, and on which ground it is shown, or else why it is not."""

    field: str
    kind: DataClass
    ground: Ground | None
    """None: not shown."""
    withheld: Withheld | None = None

    @property
    def shown(self) -> bool:
        """Whether the receiver is told this field."""
        return self.ground is not None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The whole of what a receiver is told, and the explanation, which stays here; by default, nothing."""

    receiver: Receiver
    shares: bool = False
    """Whether the receiver is told anything about the citizen."""
    name: Sealed | None = None
    cpr: Sealed | None = None
    contact_hold: Hold | None = None
    contact_person: Sealed | None = None
    receives: bool = False
    """Whether what the receiver tells us of the citizen becomes events here."""
    until: date | None = None
    """The last day on which what is told holds by itself."""
    receives_until: date | None = None
    """The last day on which what comes to us may."""
    lines: tuple[Line, ...] = ()
    changes_on: date | None = None
    """The first day on which the answer changes by itself."""


def disclose(view: View, receiver: Receiver, law: Law, today: date) -> Disclosure:
    """Pure: the same view, law and day give the same answer."""
    lines = explain(view, receiver, in_force(law, today), today)
    shown = {line.field for line in lines if line.shown}
    who = view.citizen.who if "identity" in shown else None
    hold = view.coordination.hold(today) if "contact_hold" in shown and who else None
    ends = [*_ends(line for line in lines if line.field not in RECEIVED), *([hold.until] if hold else [])]
    received_ends = _ends(line for line in lines if line.field in RECEIVED)
    changes = [day_after(end) for end in (*ends, *received_ends)] + [next_change(law, today)]
    return Disclosure(
        receiver=receiver,
        shares=who is not None,
        name=who.name if who else None,
        cpr=who.cpr if who else None,
        contact_hold=hold,
        contact_person=_contact_person(view) if "contact_person" in shown and who else None,
        receives=bool(shown & RECEIVED),
        until=min(ends, default=None) if who else None,
        receives_until=min(received_ends, default=None),
        lines=lines,
        changes_on=min((day for day in changes if day is not None), default=None),
    )


def explain(view: View, receiver: Receiver, pack: LawPack, today: date) -> tuple[Line, ...]:
    """Every field with its ground; the same, whether or not there are data to tell."""
    found = grounds(view, receiver, today)
    identified = ground_for(DataClass.IDENTITY, found, pack, receiver, inbound=False) is not None
    return tuple(
        _line(name, kind, ground_for(kind, found, pack, receiver, inbound=name in RECEIVED), identified)
        for name, kind in FIELDS[receiver]
    )


def _line(name: str, kind: DataClass, ground: Ground | None, identified: bool) -> Line:
    if ground is None:
        return Line(name, kind, None, Withheld.NO_GROUND)
    if name not in CARRIED:
        return Line(name, kind, None, Withheld.NOT_CARRIED)
    if name not in RECEIVED and not identified:
        return Line(name, kind, None, Withheld.NO_IDENTITY)
    return Line(name, kind, ground)


def _ends(lines: Iterable[Line]) -> list[date]:
    return [line.ground.until for line in lines if line.ground and line.ground.until]


def _contact_person(view: View) -> Sealed | None:
    """The support worker of the help that was agreed; the newest, where there are several."""
    return view.plan.agreed_help[-1].support_worker_name if view.plan.agreed_help else None
