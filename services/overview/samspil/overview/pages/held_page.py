"""What hospitals sent that waits for a person, as staff read it; the region-bridge tells it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from samspil.contracts.hospital import HeldWhat
from samspil.contracts.message import Category
from samspil.overview.pages import held_words, message_words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.publishers.message_cards import size
from samspil.overview.pages.requests_page import SOON
from samspil.vocabulary.copenhagen import danish_day

NOBODY: Final = "Ingen, vi kender"
UNNAMED: Final = "Borger uden for dine sager"
"""Whom the reader has no case of, or whose name cannot be opened."""


@dataclass(frozen=True, slots=True)
class StayTold:
    """A stay, as it is or would be in the overview."""

    what: str
    began: str
    ended: str


@dataclass(frozen=True, slots=True)
class HeldShown:
    """One thing that waits: what it says, and what it would change."""

    id: str
    citizen: str
    """Empty where nobody knows whose it is."""
    name: str
    what: str
    why: str
    since: str
    until: str
    """The day on which it is deleted; empty where it stays until somebody looked."""
    is_soon: bool
    says: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    """What a message says, in its own words."""
    before: tuple[StayTold, ...]
    after: tuple[StayTold, ...]
    is_death: bool
    """Whether it tells of a death, or takes one back: two people look at it."""
    confirmed: tuple[str, ...]
    """Who of the two did."""
    by_me: bool
    """Whether the reader did."""

    @property
    def needs_another(self) -> bool:
        """Whether it takes somebody more than whoever confirms it now."""
        return self.is_death and not self.confirmed


@dataclass(frozen=True, slots=True)
class TextTold:
    """One text of a message, and who stands behind it."""

    words: str
    signed: str


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file that came along with a message."""

    title: str
    size: str


@dataclass(frozen=True, slots=True)
class UnplacedShown:
    """One message about somebody whom nobody here knows."""

    id: str
    name: str
    title: str
    texts: tuple[TextTold, ...]
    sender: str
    since: str
    until: str
    is_soon: bool
    answered: str
    """How far our answer is, in words; empty where nobody has answered."""
    files: tuple[FileTold, ...]


def held_shown(
    one: Mapping[str, Any], today: date, names: Mapping[str, str], staff: Mapping[str, str], me: str
) -> HeldShown:
    """As the bridge tells it; ``names`` are those of citizens that the reader may see, by their ids."""
    citizen = one["citizen_id"] or ""
    until = danish_day(_moment(one["until"])) if one["until"] else None
    confirmed = tuple(one["confirmed_by"])
    return HeldShown(
        id=one["held_id"],
        citizen=citizen,
        name=names.get(citizen, UNNAMED) if citizen else NOBODY,
        what=message_words.HELD[HeldWhat(one["what"])],
        why=held_words.WHY.get(one["why"], held_words.SOME_REASON),
        since=instant(_moment(one["received_at"])),
        until=day(until) if until else "",
        is_soon=until is not None and until - today <= SOON,
        says=tuple(_says(one)),
        texts=tuple(_texts(one)),
        before=tuple(map(_stay, one["before"] or ())),
        after=tuple(map(_stay, one["after"] or ())),
        is_death=one["why"] in held_words.DEATHS,
        confirmed=tuple(staff.get(who, "En kollega") for who in confirmed),
        by_me=me in confirmed,
    )


def unplaced_shown(one: Mapping[str, Any], today: date) -> UnplacedShown:
    """As the bridge tells it."""
    until = danish_day(_moment(one["until"]))
    about = message_words.CATEGORY[Category(one["category"])]
    return UnplacedShown(
        id=one["message_id"],
        name=one["name"],
        title=f"{about}: {one['topic']}" if one["topic"] else about,
        texts=tuple(_signed(each) for each in one["texts"]),
        sender=one["sender"],
        since=instant(_moment(one["received_at"])),
        until=day(until),
        is_soon=until - today <= SOON,
        answered=held_words.ANSWERED.get(one["answered"] or "", ""),
        files=tuple(FileTold(each["title"], size(each["size"])) for each in one["files"]),
    )


def _signed(told: Mapping[str, Any]) -> TextTold:
    parts = [told["author"], told["role"], f"tlf. {told['phone']}" if told["phone"] else None]
    return TextTold(told["words"], ", ".join(part for part in parts if part))


def citizens_of(held: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Whom what waits is about, each once, as far as that is known."""
    yield from dict.fromkeys(one["citizen_id"] for one in held if one["citizen_id"])


def _texts(one: Mapping[str, Any]) -> Iterator[str]:
    message = one.get("message") or {}
    yield from (text for text in (message.get("topic"), *message.get("texts", ())) if text)


def _says(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each of its codes and moments that people have a word for, and whom it names."""
    if names := one.get("names"):
        yield "Navn", ", ".join(names)
    if numbers := one.get("numbers"):
        yield "CPR-nummer", ", ".join(numbers)
    if message := one.get("message"):
        yield "Fra", message["sender"]
        yield "Om", message_words.CATEGORY.get(message["category"], "Andet")
    said = one["says"] or {}
    for name, label in held_words.SAYS.items():
        value = said.get(name)
        if value is None:
            continue
        if (text := _text(str(value))) is not None:
            yield label, text


def _text(value: str) -> str | None:
    if value in held_words.CODES:
        return held_words.CODES[value]
    try:
        return day(date.fromisoformat(value)) if len(value) == len("2026-11-30") else instant(_moment(value))
    except ValueError:
        return None


def _stay(one: Mapping[str, Any]) -> StayTold:
    """As its steps leave it."""
    last = one["steps"][-1] if one["steps"] else None
    kind = held_words.CODES.get(one["kind"], "Ophold")
    step = held_words.CODES.get(last["step"], "") if last else ""
    is_over = last is not None and last["step"] in held_words.ENDS
    return StayTold(
        what=f"{kind}: {step.lower()}" if step else kind,
        began=instant(_moment(one["admitted_at"])),
        ended=instant(_moment(last["at"])) if last and is_over else "",
    )


def _moment(text: str) -> datetime:
    """Raises ``ValueError`` for what is none."""
    return datetime.fromisoformat(text)
