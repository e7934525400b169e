"""Every field that a receiver may be told, or may tell us: its class of information, and how it is picked.

What is told, its explanation and its narrowing all follow from this table. A field is carried where the
receiver's event has it by the same name; where nothing would carry it, it is explained all the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from samspil.contracts.disclosure import ContactHold, ContactPerson, Identity
from samspil.contracts.plan import Participant
from samspil.overview.domain.disclosed_messages import admission_report, agreements, messages
from samspil.overview.domain.disclosed_plan import (
    contact_person,
    crisis_plan,
    employment_goals,
    meetings_with,
    plan_in_force,
    workplace_support,
)
from samspil.overview.domain.disclosed_referrals import referrals, requests
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import VIEW_FIELDS
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector

Pick = Callable[[View, date], Any]
"""What there is to tell on that day, or ``nothing``. Its ``until``, where it has one, is its last day."""


@dataclass(frozen=True, slots=True)
class DisclosedField:
    """One field; it is told, unless it is received."""

    name: str
    kind: DataClass
    pick: Pick | None = None
    """None: nothing carries it."""
    received: bool = False
    """Whether it comes to us instead of leaving."""
    nothing: Any = None
    """What is said where nothing is told."""
    of: tuple[str, ...] = ()
    """The fields of the view that it tells of, where they have other names."""
    ends: str = "received_until"
    """Of one that is received, the receiver's field that holds the last day on which it is."""

    @property
    def is_carried(self) -> bool:
        """Whether an event has room for it."""
        return self.received or self.pick is not None


def _identity(view: View, _today: date) -> Identity | None:
    who = view.citizen.who
    return Identity(cpr=who.cpr, name=who.name) if who and who.cpr else None


def _contact_hold(view: View, today: date) -> ContactHold | None:
    hold = view.coordination.hold(today)
    return ContactHold(hold_id=hold.id, until=hold.until, ask=hold.ask) if hold else None


def _contact_person(view: View, _today: date) -> ContactPerson | None:
    return contact_person(view)


CONTACT_PERSON = DisclosedField("contact_person", DataClass.NETWORK, _contact_person, of=("coordinator",))


IDENTITY = DisclosedField("identity", DataClass.IDENTITY, _identity, of=("name", "number"))
"""Nothing else is told without it."""


def _referrals_with(partner: Sector) -> tuple[DisclosedField, ...]:
    """What it is asked, and what became of what it asked of us."""
    return (
        DisclosedField(
            "referrals",
            DataClass.REFERRAL,
            partial(referrals, partner),
            nothing=(),
            of=("referral_standing", "referral_words"),
        ),
        DisclosedField(
            "requests", DataClass.REFERRAL, partial(requests, partner), nothing=(), of=("referral_standing",)
        ),
    )


FIELDS: dict[Receiver, tuple[DisclosedField, ...]] = {
    Receiver.JOBCENTER: (
        IDENTITY,
        DisclosedField("contact_hold", DataClass.CONTACT_HOLD, _contact_hold),
        *_referrals_with(Sector.EMPLOYMENT),
        DisclosedField(
            "milestones_received", DataClass.MILESTONE, received=True, nothing=False, of=("milestones",)
        ),
        DisclosedField(
            "referrals_received", DataClass.REFERRAL, received=True, nothing=False, of=("partner_answers",)
        ),
        DisclosedField("calls_received", DataClass.MEETING, received=True, nothing=False, of=("calls",)),
        DisclosedField(
            "status_received",
            DataClass.EMPLOYMENT_STATUS,
            received=True,
            nothing=False,
            of=("employment_status",),
        ),
        CONTACT_PERSON,
        DisclosedField(
            "employment_goals",
            DataClass.EMPLOYMENT_GOAL,
            employment_goals,
            nothing=(),
            of=("employment_goal",),
        ),
        DisclosedField(
            "workplace_support", DataClass.SUPPORT, workplace_support, nothing=(), of=("support",)
        ),
        DisclosedField(
            "meetings", DataClass.MEETING, partial(meetings_with, Participant.EMPLOYMENT), nothing=()
        ),
        DisclosedField("support", DataClass.SUPPORT),
        DisclosedField("stay", DataClass.STAY),
    ),
    Receiver.REGION: (
        IDENTITY,
        CONTACT_PERSON,
        DisclosedField("notices_received", DataClass.STAY, received=True, nothing=False, of=("stay",)),
        DisclosedField("plan", DataClass.PLAN, plan_in_force),
        DisclosedField("meetings", DataClass.MEETING, partial(meetings_with, Participant.REGION), nothing=()),
        DisclosedField("crisis_plan", DataClass.CRISIS_PLAN, crisis_plan),
        DisclosedField("messages", DataClass.MESSAGE, messages, nothing=()),
        DisclosedField(
            "messages_received",
            DataClass.MESSAGE,
            received=True,
            nothing=False,
            of=("messages",),
            ends="messages_until",
        ),
        DisclosedField("admission_report", DataClass.SUPPORT, admission_report, of=("support",)),
        DisclosedField("agreements", DataClass.AGREEMENT, agreements, nothing=()),
        *_referrals_with(Sector.REGION),
        DisclosedField("employment_goal", DataClass.EMPLOYMENT_GOAL),
        DisclosedField("milestones", DataClass.MILESTONE),
    ),
}
"""What goes to a partner, what comes from it, and what people ask about although nothing carries it."""


def _rest(fields: tuple[DisclosedField, ...]) -> tuple[DisclosedField, ...]:
    told = {name for one in fields for name in (one.name, *one.of)}
    return tuple(DisclosedField(one.name, one.kind) for one in VIEW_FIELDS if one.name not in told)


EXPLAINED = {receiver: (*fields, *_rest(fields)) for receiver, fields in FIELDS.items()}
"""Each field of the view once, in a partner's own words where it has any, whether or not there are data."""
