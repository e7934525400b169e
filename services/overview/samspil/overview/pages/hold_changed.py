"""An act on contact holds that did not happen, because what stands is not what its person had read."""

from collections.abc import Callable
from datetime import date

from samspil.overview.domain.coordination import Coordination, Hold, Seen
from samspil.overview.pages.changed import STALE, Changed, changed_by
from samspil.overview.pages.danish import day
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.coordination import END_HOLD, SET_HOLD, read_seen
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

CHANGED = {(SET_HOLD.name, STALE), (END_HOLD.name, "hold-replaced")}
"""The refusals that are shown in this way, of each form."""


def hold_changed(
    refused: Filled, state: Coordination, read: Callable[[Sealed], str], today: date
) -> Changed | None:
    """What was read, beside what stands now; None where it was refused for something else."""
    if (refused.form.name, refused.kind) not in CHANGED:
        return None
    ends = refused.form is END_HOLD
    seen = Seen(refused.things[0].id, proposed=False) if ends else read_seen(refused.text("seen"))
    now = state.hold(today)
    before = next((one for one in state.holds if one.id == seen.hold), None)
    own = "Afslut kontaktpausen."
    if not ends:
        own = f"Til og med {refused.text('until')}. Spørg {refused.text('ask')}."
    return Changed(
        "Kontaktpausen er ændret, siden du åbnede siden",
        _in_words(before, seen, read),
        _in_words(now, state.seen(today), read),
        changed_by(Sector.SOCIAL, now.set_at) if now else None,
        own,
        **({"anyway": "Afslut den nye alligevel", "instead": "Behold den nye"} if ends else {}),
    )


def _in_words(hold: Hold | None, seen: Seen, read: Callable[[Sealed], str]) -> str:
    if hold:
        return f"Til og med {day(hold.until)}. Spørg {read(hold.ask)}."
    return "Ingen, men en er foreslået." if seen.proposed else "Ingen."
