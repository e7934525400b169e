"""The form that sets a contact hold: what was written, what is wrong with it, and what changed meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samspil.overview.domain.coordination import Coordination, Hold, Seen
from samspil.overview.pages.danish import day, instant, parse_day
from samspil.vocabulary.plain_text import NotPlain, plain_line
from samspil.vocabulary.plausible import Meaning, is_plausible
from samspil.vocabulary.sealed import Sealed

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class HoldForm:
    """What somebody wrote, and what is wrong with it."""

    id: UUID
    """Of the hold that it sets: sent twice, it sets one."""
    seen: Seen
    """What its person had read."""
    until: str = ""
    ask: str = ""
    wrong_until: str | None = None
    wrong_ask: str | None = None

    @property
    def wrong(self) -> bool:
        """Whether it cannot be set as written."""
        return bool(self.wrong_until or self.wrong_ask)


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that did not happen, because what stands is not what its person had read."""

    seen: Seen
    own: str
    """What was to happen, in words."""
    ends: bool
    """Whether a hold was to be ended; else one was to be set."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The refusal as it is shown: three states beside each other."""

    before: str
    now: str
    now_since: str | None
    own: str
    ends: bool


def checked(form: HoldForm, today: date) -> tuple[HoldForm, date | None]:
    """The form with what is wrong in it, and its day; a name that is right is as it will be kept."""
    last, name = parse_day(form.until), form.ask.strip()
    wrong_ask = None
    if not name:
        wrong_ask = "Skriv navnet på den, man kan spørge"
    elif len(name) > LONGEST_NAME:
        wrong_ask = f"Navnet må højst have {LONGEST_NAME} tegn"
    else:
        try:
            name = plain_line(name)
        except NotPlain:
            wrong_ask = "Skriv navnet med almindelige bogstaver"
    wrong_until = _wrong_until(form.until, last, today)
    return replace(form, ask=name, wrong_until=wrong_until, wrong_ask=wrong_ask), last


def changed(refused: Refused, state: Coordination, read: Callable[[Sealed], str], today: date) -> Changed:
    """What was read, beside what stands now."""
    now = state.hold(today)
    before = next((one for one in state.holds if one.id == refused.seen.hold), None)
    return Changed(
        _in_words(before, refused.seen, read),
        _in_words(now, state.seen(today), read),
        instant(now.set_at) if now else None,
        refused.own,
        refused.ends,
    )


def _in_words(hold: Hold | None, seen: Seen, read: Callable[[Sealed], str]) -> str:
    if hold:
        return f"Til og med {day(hold.until)}. Spørg {read(hold.ask)}."
    return "Ingen, men en er foreslået." if seen.proposed else "Ingen."


def _wrong_until(text: str, last: date | None, today: date) -> str | None:
    if not text.strip():
        return "Skriv, hvornår kontaktpausen slutter"
    if last is None:
        return "Skriv datoen som dag, måned og år, f.eks. 05.12.2026"
    if last < today:
        return "Slutdatoen skal være i dag eller en senere dag"
    if not is_plausible(last, Meaning.AGREED, today):
        return "Slutdatoen ligger for langt fremme"
    return None
