"""What can be done on a page: its forms, found by name, by what they are about, or by where they stood."""

from collections.abc import Iterator
from dataclasses import dataclass

from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.coordination import END_HOLD


@dataclass(frozen=True, slots=True)
class Offers:
    """The forms of a page as they stand now."""

    forms: tuple[Filled, ...]
    end_hold: Filled | None = None
    """Ends the contact hold that stands."""

    def __iter__(self) -> Iterator[Filled]:
        """One after the other."""
        return iter(self.forms)

    def find(self, name: str, thing: str) -> Filled | None:
        """The form of this name, about this thing if one is named; None where it is not offered now."""
        named = (one for one in self.forms if one.form.name == name)
        return next((one for one in named if not thing or one.is_about(thing)), None)

    def about(self, thing: str) -> Filled | None:
        """The first thing that can be done about this one."""
        return next((one for one in self.forms if one.is_about(thing)), None)

    def again(self, refused: Filled) -> Filled | None:
        """The form as it was written, on what is there now; None where it can be done no more.

        Of contact holds one stands at a time, so that whoever ends one is asked about that.
        """
        if refused.form is END_HOLD:
            return self.end_hold
        stands = (one for one in self.forms if one.place == refused.place)
        return next((refused.again(one) for one in stands), None)
