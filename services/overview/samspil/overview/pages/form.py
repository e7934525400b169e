"""One generic form: what it asks, what somebody wrote in it, and what is wrong with that."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from samspil.contracts.topics import Topic
from samspil.overview.pages.danish import parse_day
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7

SHORT = 2
"""Fields, that a form may ask in passing."""
NO_DAY = "Skriv datoen som dag, måned og år, f.eks. 14.12.2026."


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    CHOICE = "choice"
    TICK = "tick"
    UNIT = "unit"
    """One of the municipality's units, by its name."""
    READ = "read"
    """Nothing is asked: what its person had read, as JSON."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks, by the name that the service's body has for it."""

    name: str
    label: str = ""
    kind: Kind = Kind.LINE
    hint: str = ""
    missing: str = ""
    """What is said where nothing was written; empty where nothing has to be."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Code → words."""
    longest: int | None = None
    is_sent: bool = True
    """Whether the service is told; what is only confirmed to oneself is not."""


@dataclass(frozen=True, slots=True)
class Form:
    """A verb on a thing: where it is sent, what it asks, and what its person reads when it is done."""

    name: str
    """The end of its address, below the citizen's where it is about one."""
    button: str
    done: str
    undone: str
    """The heading above why it was not done."""
    service: str
    path: str
    """The route, with ``{citizen}``, and ``{thing}`` where it changes something that is there."""
    fields: tuple[Field, ...] = ()
    says_version: bool = True
    """Whether the route asks which version was read; a withdrawal is never refused for one."""
    blames: Mapping[str, str] = field(default_factory=dict)
    """The refusals that are about one field: kind of problem → the field."""
    topic: Topic | None = None
    """Where it is heard that it is done; None where the overview itself does it."""
    confirms: bool = False
    """Whether it is asked for on a page of its own, because it cannot be undone."""
    answers_all: bool = False
    """Whether one form answers every thing of its kind that is there."""
    of_file: bool = False
    """Whether it changes the citizen's own file, which no ``{thing}`` has to name."""
    lead: str = ""
    """What is good to know before it is done; it stands on its own page."""

    @property
    def is_of_a_citizen(self) -> bool:
        """Whether it stands on a citizen's pages."""
        return "{citizen}" in self.path

    @property
    def asked(self) -> tuple[Field, ...]:
        """What its person fills in."""
        return tuple(one for one in self.fields if one.kind is not Kind.READ)

    @property
    def is_short(self) -> bool:
        """Whether it stands on the page of what it is about; a longer one has a page of its own."""
        return len(self.asked) <= SHORT and not self.confirms

    @property
    def changes(self) -> bool:
        """Whether it is about something that is there."""
        return self.of_file or "{thing}" in self.path


@dataclass(frozen=True, slots=True)
class Thing:
    """What a form is about, as it was read."""

    id: UUID
    version: int

    def __str__(self) -> str:
        return f"{self.id}.{self.version}"

    @classmethod
    def read(cls, text: str) -> "Thing":
        """From a form's hidden field. Raises ``ValueError``."""
        id_, _, version = text.partition(".")
        if not version.isdecimal() or len(version) > 18:
            raise ValueError("no version")
        return cls(UUID(id_), int(version))


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody filled it in; a new one is about to be."""

    form: Form
    things: tuple[Thing, ...] = ()
    """None where something is made anew; several are answered alike."""
    written: Mapping[str, str] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid7, compare=False)
    """Sent twice, it is one act."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """Field → what is wrong with it."""
    refused: str | None = None
    """Why the whole of it was refused."""
    kind: str | None = None
    """The kind of problem, where a service refused it."""
    status: int = 200
    units: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Code → name of the units that can be chosen."""
    done: int = 0
    """Of several things, how many were answered before one was refused."""

    @property
    def place(self) -> str:
        """Where it stands on its page: unique there."""
        return "-".join([self.form.name.replace("/", "-"), *self.named])

    @property
    def named(self) -> tuple[str, ...]:
        """The thing that its address names; nothing where it answers all that there are."""
        return () if self.form.answers_all else tuple(str(one.id) for one in self.things[:1])

    def address(self, citizen: CitizenId | None) -> str:
        """Where a page sends it."""
        return f"/borgere/{citizen}/{self.form.name}" if self.form.is_of_a_citizen else f"/{self.form.name}"

    def link(self, citizen: CitizenId | None) -> str:
        """Its own page."""
        return self.address(citizen) + "".join(f"?ting={thing}" for thing in self.named)

    def is_about(self, thing: str) -> bool:
        """Whether this is one of the things that it is about."""
        return any(str(one.id) == thing for one in self.things)

    def path(self, citizen: CitizenId | None, thing: Thing | None = None) -> str:
        """The route that it is sent to."""
        return self.form.path.format(citizen=citizen, thing=thing.id if thing else "")

    def body(self) -> dict[str, Any]:
        """What the service is sent: what was left empty is left out."""
        told = ((one.name, _told(one, self.text(one.name))) for one in self.form.fields if one.is_sent)
        return {name: value for name, value in told if value is not None}

    def text(self, name: str) -> str:
        """What was written there."""
        return self.written.get(name, "").strip()

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What was written, as its person reads it: each label, and what stands there."""
        asked = self.form.asked
        return tuple(
            (one.label, _read(one, text, self.units)) for one in asked if (text := self.text(one.name))
        )

    def choices(self, one: Field) -> Mapping[str, str]:
        """Code → words of what can be chosen there."""
        return self.units if one.kind is Kind.UNIT else one.choices

    def checked(self) -> "Filled":
        """With what is missing, and days that are none; all else is the service's to judge."""
        return replace(
            self,
            wrong={one.name: why for one in self.form.fields if (why := _wrong(one, self.text(one.name)))},
        )

    def because(self, kind: str, status: int, text: str, wrong: Mapping[str, str]) -> "Filled":
        """As a service refused it: each reason beside its field, where it is about one that is asked."""
        asked = {one.name for one in self.form.asked}
        if kind in self.form.blames:
            wrong = {self.form.blames[kind]: text}
        known = {name: why for name, why in wrong.items() if name in asked}
        return replace(self, kind=kind, status=status, wrong=known, refused=None if known else text)

    def again(self, offer: "Filled") -> "Filled":
        """What stands where ``offer`` does: what was written, as an act of its own on what is there now.

        What was not answered may have been done: sent again, it is the same act.
        """
        if offer.place != self.place:
            return offer
        if self.status >= 500:
            return replace(self, units=offer.units)
        read = {one.name for one in self.form.fields if one.kind is Kind.READ}
        kept = {name: text for name, text in self.written.items() if name not in read}
        return replace(
            self, id=offer.id, things=offer.things, units=offer.units, written={**offer.written, **kept}
        )


def _told(one: Field, written: str) -> Any:
    if one.kind is Kind.TICK:
        return bool(written)
    if one.kind is Kind.DAY and (day := parse_day(written)):
        return day.isoformat()
    if one.kind is Kind.READ:
        try:
            return json.loads(written)
        except ValueError:
            return written
    return written or None


def _read(one: Field, written: str, units: Mapping[str, str]) -> str:
    if one.kind is Kind.TICK:
        return "Ja"
    return (units if one.kind is Kind.UNIT else one.choices).get(written, written)


def _wrong(one: Field, written: str) -> str | None:
    if not written:
        return one.missing or None
    if one.kind is Kind.DAY and parse_day(written) is None:
        return NO_DAY
    if one.kind is Kind.CHOICE and written not in one.choices:
        return one.missing
    return None
