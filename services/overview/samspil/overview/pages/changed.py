"""An act that did not happen because what it is about is no longer what its person had read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samspil.contracts.envelope import Event, about
from samspil.overview.pages import words
from samspil.overview.pages.danish import instant
from samspil.overview.pages.form import Filled
from samspil.overview.pages.line import Line
from samspil.overview.pages.timeline import wording
from samspil.vocabulary.sector import Sector

STALE = "stale-version"


@dataclass(frozen=True, slots=True)
class Changed:
    """The refusal as it is shown: three states beside each other."""

    heading: str
    before: str
    now: str
    now_by: str | None
    """By which party, and since when."""
    own: str
    anyway: str = "Gem mit alligevel"
    """What the button says that does it on what stands now."""
    instead: str = "Brug det nye"


def thing_changed(refused: Filled, history: Sequence[Event[Any]]) -> Changed | None:
    """What the thing was when it was read, beside what it is; None where nothing newer is known of it."""
    if refused.kind != STALE or not refused.things:
        return None
    thing = refused.things[0]
    of_it = sorted((one for one in history if _is_about(one, refused)), key=lambda one: one.seq)
    before = [one for one in of_it if one.seq <= thing.version]
    if not before or before[-1] is of_it[-1]:
        return None
    worded, last = wording(history), of_it[-1]
    line = worded(last)
    own = ". ".join(f"{label}: {text}" for label, text in refused.words)
    return Changed(
        f"{refused.form.undone}: nogen har ændret det, siden du åbnede siden",
        _said(worded(before[-1])),
        _said(line),
        changed_by(line.sector, last.time) if line else None,
        own or f"{refused.form.button}.",
    )


def changed_by(party: Sector, at: datetime) -> str:
    """``Jobcentret, 28.11.2026 kl. 12.45``"""
    return f"{words.PARTY[party]}, {instant(at)}"


def _is_about(event: Event[Any], refused: Filled) -> bool:
    if refused.form.of_plan:  # a citizen has one, and the form names a part of it
        return bool(event.data.ABOUT == "plan_id")
    return about(event.data, event.subject) == refused.things[0].id


def _said(line: Line | None) -> str:
    if line is None:
        return "Gælder ikke længere."
    return f"{line.what}. {line.more}." if line.more else f"{line.what}."
