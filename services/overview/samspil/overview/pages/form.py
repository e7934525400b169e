"""One generic form: what it asks, what somebody wrote in it, and what is wrong with that."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from samspil.contracts.topics import Topic
from samspil.overview.pages.field import NO_DAY as NO_DAY
from samspil.overview.pages.field import Field as Field
from samspil.overview.pages.field import Kind as Kind
from samspil.overview.pages.field import read_back, told, what_is_wrong
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.web.auth import Caller, Role

SHORT = 2
"""Fields, that a form may ask in passing."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Another form of the citizen's: the end of its address, and what its button says."""

    name: str
    button: str


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
    """The route, with ``{citizen}``, and ``{thing}`` where it changes something that is there.

    ``{thing.int}`` of what is numbered: 3 is the id ``UUID(int=3)``.
    """
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
    previews: bool = False
    """Whether what it would change is shown before it can be done."""
    of_file: bool = False
    """Whether it changes the citizen's file or plan: its thing is the citizen, whom the address names."""
    leads_to: str = ""
    """The end of the address of the citizen's page to which it leads; nothing: the first one.

    From any other page it is asked on a page of its own.
    """
    lead: str = ""
    """What is good to know before it is done; it stands on its own page."""
    always: Mapping[str, str | int] = field(default_factory=dict)
    """What is sent beside what is asked: the same each time."""
    about_field: str = ""
    """The field of the body that names the thing that it is about, where the route's path does not."""
    of_plan: bool = False
    """Whether the version that it says is the plan's, whichever part of the plan it is about."""
    roles: frozenset[Role] | None = None
    """Who of those that see its page may send it; None: all of them."""
    instead: Mapping[str, Instead] = field(default_factory=dict)
    """The refusals after which something else is what to do, by kind of problem."""

    @property
    def is_of_a_citizen(self) -> bool:
        """Whether it stands on a citizen's pages."""
        return "{citizen}" in self.path

    @property
    def asked(self) -> tuple[Field, ...]:
        """What its person fills in."""
        return tuple(one for one in self.fields if one.kind not in {Kind.READ, Kind.GIVEN})

    @property
    def choosing(self) -> tuple[Field, ...]:
        """Where one of social psychiatry's people is chosen."""
        return tuple(one for one in self.fields if one.kind is Kind.PERSON)

    @property
    def is_short(self) -> bool:
        """Whether it stands on the page of what it is about; a longer one has a page of its own."""
        return len(self.asked) <= SHORT and not self.confirms and not self.leads_to

    @property
    def changes(self) -> bool:
        """Whether it is about something that is there."""
        return "{thing" in self.path or self.of_file or bool(self.about_field)

    def is_for(self, me: Caller | None) -> bool:
        """Whether this reader may send it."""
        return me is not None and (self.roles is None or me.role in self.roles)

    def home(self, citizen: CitizenId) -> str:
        """The page that is shown when it is done."""
        return f"/borgere/{citizen}{self.leads_to}"


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
    goals: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Id → words of the goals that can be chosen."""
    people: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Staff id → name of the people who can be chosen."""
    done: int = 0
    """Of several things, how many were answered before one was refused."""

    @property
    def place(self) -> str:
        """Where it stands on its page: unique there."""
        return "-".join([self.form.name.replace("/", "-"), *self.named])

    @property
    def named(self) -> tuple[str, ...]:
        """The thing that its address names; nothing where it answers all that there are, or the file."""
        return (
            ()
            if self.form.answers_all or self.form.of_file
            else tuple(str(one.id) for one in self.things[:1])
        )

    @property
    def thing(self) -> Thing | None:
        """What it changes, where it is about one thing."""
        return self.things[0] if self.things else None

    @property
    def seen(self) -> int | None:
        """The version of it that was read, where the route asks for one."""
        return self.thing.version if self.thing and self.form.says_version else None

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
        sent = ((one.name, told(one, self.text(one.name))) for one in self.form.fields if one.is_sent)
        about = {self.form.about_field: str(self.things[0].id)} if self.form.about_field else {}
        return {name: value for name, value in sent if value is not None} | about | dict(self.form.always)

    def text(self, name: str) -> str:
        """What was written there."""
        return self.written.get(name, "").strip()

    def codes(self, one: Field) -> tuple[str, ...]:
        """What of its choices was chosen there, each once and in that order."""
        return tuple(code for code in dict.fromkeys(self.text(one.name).split()) if code in one.choices)

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What was written, as its person reads it: each label, and what stands there."""
        asked = self.form.asked
        return tuple(
            (one.label, read_back(text, self.choices(one), one))
            for one in asked
            if (text := self.text(one.name))
        )

    def choices(self, one: Field) -> Mapping[str, str]:
        """Code → words of what can be chosen there."""
        match one.kind:
            case Kind.UNIT:
                return self.units
            case Kind.GOAL:
                return self.goals
            case Kind.PERSON:
                return self.people
        return one.choices

    def checked(self) -> "Filled":
        """With what is missing, and days that are none; all else is the service's to judge."""
        return replace(
            self,
            wrong={
                one.name: why for one in self.form.fields if (why := what_is_wrong(one, self.text(one.name)))
            },
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
            return replace(self, units=offer.units, goals=offer.goals, people=offer.people)
        read = {one.name for one in self.form.fields if one.kind is Kind.READ}
        kept = {name: text for name, text in self.written.items() if name not in read}
        return replace(
            self,
            id=offer.id,
            things=offer.things,
            units=offer.units,
            goals=offer.goals,
            people=offer.people,
            written={**offer.written, **kept},
        )
