"""Disclosing: what a receiver is told about a citizen, field by field, and why, or why not.

Nothing is shown by default; only what stands on a ground that the law accepts is published.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from samspil.overview.domain.coordination import Hold
from samspil.overview.domain.grounds import Ground, ground_for, grounds
from samspil.overview.domain.law import Law, Receiver, in_force, next_change
from samspil.overview.domain.view import View
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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation: a field, whether it is shown, on which ground."""

    field: str
    kind: DataClass
    ground: Ground | None

    @property
    def shown(self) -> bool:
        """Whether the receiver is told this field."""
        return self.ground is not None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The whole of what a receiver is told, and the explanation, which stays here."""

    receiver: Receiver
    shares: bool
    """Whether the receiver is told anything about the citizen."""
    name: Sealed | None
    cpr: Sealed | None
    contact_hold: Hold | None
    contact_person: Sealed | None
    receives: bool
    """Whether what the receiver tells us of the citizen becomes events here."""
    until: date | None
    """The last day on which what is told holds by itself."""
    receives_until: date | None
    """The last day on which what comes to us may."""
    lines: tuple[Line, ...]
    changes_on: date | None
    """The first day on which the answer changes by itself."""


def disclose(view: View, receiver: Receiver, law: Law, today: date) -> Disclosure:
    """Pure: the same view, law and day give the same answer."""
    pack = in_force(law, today)
    found = grounds(view, receiver, today)
    lines = tuple(
        Line(name, kind, ground_for(kind, found, pack, receiver, inbound=name in RECEIVED))
        for name, kind in FIELDS[receiver]
    )
    shown = {line.field for line in lines if line.shown}
    who = view.citizen.who if "identity" in shown else None
    hold = view.coordination.hold(today) if "contact_hold" in shown and who else None
    ends = [
        line.ground.until
        for line in lines
        if line.ground and line.ground.until and line.field not in RECEIVED
    ]
    if hold is not None:
        ends.append(hold.until)
    received_ends = [
        line.ground.until for line in lines if line.ground and line.ground.until and line.field in RECEIVED
    ]
    tomorrow_of_ends = [end + timedelta(days=1) for end in (*ends, *received_ends)]
    other_law = next_change(law, today)
    return Disclosure(
        receiver=receiver,
        shares=who is not None,
        name=who.name if who else None,
        cpr=who.cpr if who else None,
        contact_hold=hold,
        contact_person=_contact_person(view) if "contact_person" in shown and who else None,
        receives=bool(shown & RECEIVED),
        until=min(ends, default=None),
        receives_until=min(received_ends, default=None),
        lines=lines,
        changes_on=min([*tomorrow_of_ends, *([other_law] if other_law else [])], default=None),
    )


def _contact_person(view: View) -> Sealed | None:
    """The support worker of an agreed plan; the newest, where there are several."""
    if view.plan.agreed_on is None or not view.plan.interventions:
        return None
    return view.plan.interventions[-1].support_worker_name
