"""An act on contact holds that did not happen, because what stands is not what its person had read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.overview.domain.coordination import Coordination, Hold, Seen
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.coordination import END_HOLD, SET_HOLD
from samspil.vocabulary.sealed import Sealed

CHANGED = {(SET_HOLD.name, "stale-version"), (END_HOLD.name, "hold-replaced")}
"""The refusals that are shown in this way, of each form."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The refusal as it is shown: three states beside each other."""

    before: str
    now: str
    now_since: str | None
    own: str
    ends: bool
    """Whether a hold was to be ended; else one was to be set."""


def said(seen: Seen) -> str:
    """What stands, as the form that sets another hold carries it and its route asks for it."""
    return json.dumps({"hold_id": str(seen.hold) if seen.hold else None, "proposed": seen.proposed})


def changed(
    refused: Filled, state: Coordination, read: Callable[[Sealed], str], today: date
) -> Changed | None:
    """What was read, beside what stands now; None where it was refused for something else."""
    if (refused.form.name, refused.kind) not in CHANGED:
        return None
    ends = refused.form is END_HOLD
    seen = Seen(refused.things[0].id, proposed=False) if ends else _seen(refused.text("seen"))
    now = state.hold(today)
    before = next((one for one in state.holds if one.id == seen.hold), None)
    own = "Afslut kontaktpausen."
    if not ends:
        own = f"Til og med {refused.text('until')}. Spørg {refused.text('ask')}."
    return Changed(
        _in_words(before, seen, read),
        _in_words(now, state.seen(today), read),
        instant(now.set_at) if now else None,
        own,
        ends,
    )


def _seen(text: str) -> Seen:
    told = json.loads(text)
    return Seen(UUID(told["hold_id"]) if told["hold_id"] else None, told["proposed"])


def _in_words(hold: Hold | None, seen: Seen, read: Callable[[Sealed], str]) -> str:
    if hold:
        return f"Til og med {day(hold.until)}. Spørg {read(hold.ask)}."
    return "Ingen, men en er foreslået." if seen.proposed else "Ingen."
