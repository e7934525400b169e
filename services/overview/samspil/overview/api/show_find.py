"""The page to find a citizen on, with what was found or why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.page import page
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.access import FIND_BY_NAME
from samspil.overview.pages.forms.citizen import FIND
from samspil.vocabulary.citizen_id import CitizenId


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who was registered again, and what was written otherwise than it stands in the file."""

    citizen: CitizenId
    differs: str


@dataclass(frozen=True, slots=True)
class FindPage:
    """What stands on it; a form that was refused stands there as it was written."""

    find: Filled = field(default_factory=lambda: Filled(FIND))
    anyway: Filled | None = None
    """Of whom they have no case at hand: why they have to look."""
    register: Filled | None = None
    """Nobody was found: a new file."""
    contact: Filled | None = None
    """Somebody without a number: a new file."""
    is_kept: bool = False
    """That form is given back after signing in again."""
    by_name: Filled = field(default_factory=lambda: Filled(FIND_BY_NAME))
    named: Mapping[CitizenId, str] | None = None
    """Who of their own is called so; None: nobody asked."""
    is_all: bool = True
    """Whether all of their own were looked through."""
    recent: Mapping[CitizenId, str] | None = field(default_factory=dict)
    """Names to open again; None while they cannot be opened."""
    late: str = ""
    there: There | None = None
    """Whoever was registered again."""

    @property
    def refused(self) -> Filled | None:
        """The form that was refused."""
        forms = (self.anyway, self.register, self.contact, self.by_name, self.find)
        return next((one for one in forms if one and one.status >= 400), None)


def show_find(request: Request, shown: FindPage) -> Response:
    """The page."""
    values = {one.name: getattr(shown, one.name) for one in fields(shown)}
    status = shown.refused.status if shown.refused else 200
    return page(request, "find.html", status, **values, refused=shown.refused)
