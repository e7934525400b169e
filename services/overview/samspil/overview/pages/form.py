"""One generic form: what it asks, what somebody wrote in it, and what is wrong with that."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from samspil.overview.pages.danish import parse_day


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks, by the name that the service's body has for it."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    missing: str = ""
    """What is said where nothing was written; empty where nothing has to be."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Code → words."""

    @property
    def is_optional(self) -> bool:
        """Whether it may stay empty."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Form:
    """A verb on a thing: where it is sent, what it asks, and what its person reads when it is done."""

    name: str
    """The last part of its address."""
    heading: str
    button: str
    done: str
    service: str
    path: str
    """The route, with ``{citizen}`` and ``{thing}`` in it."""
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody filled it in."""

    form: Form
    id: UUID
    """Sent twice, it is one act."""
    seen: int | None
    """The version of the thing that its person had read."""
    written: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    refused: str | None = None
    """Why the whole of it was refused."""

    def body(self) -> dict[str, Any]:
        """What the service is sent: what was left empty is left out."""
        told = ((one.name, _told(one, self.written.get(one.name, "").strip())) for one in self.form.fields)
        return {name: value for name, value in told if value is not None}

    def checked(self) -> "Filled":
        """With what is missing, and days that are none; all else is the service's to judge."""
        wrong = {one.name: said for one in self.form.fields if (said := self._wrong(one))}
        return replace(self, wrong=wrong)

    def _wrong(self, one: Field) -> str | None:
        written = self.written.get(one.name, "").strip()
        if not written:
            return one.missing or None
        if one.kind is Kind.DAY and parse_day(written) is None:
            return "Skriv datoen som dag, måned og år, f.eks. 14.12.2026."
        if one.kind is Kind.CHOICE and written not in one.choices:
            return one.missing
        return None


def _told(one: Field, written: str) -> Any:
    if one.kind is Kind.TICK:
        return bool(written)
    if one.kind is Kind.DAY and (day := parse_day(written)):
        return day.isoformat()
    return written or None
