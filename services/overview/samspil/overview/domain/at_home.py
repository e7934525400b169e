"""Who may be told something of a citizen at home: whoever the citizen lets, while it holds."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.view import View


def may_be_told(view: View, relative: UUID, today: date, ours: Collection[str]) -> Relative | None:
    """The relative, where the citizen lets them know something on that day; None for anybody else.

    A permission is the citizen's: with the citizen's death, and once another municipality acts, it is over
    here.
    """
    found = next((one for one in view.citizen.relatives if one.id == relative), None)
    if found is None or found.left is not None or not is_ours(view.citizen, ours):
        return None
    holds = found.until is not None and today <= found.until
    return found if holds and found.may_know else None
