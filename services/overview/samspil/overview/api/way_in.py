"""As whom somebody who signs in from home is here: a number leads to each way, and is kept by none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.contracts.citizen import RelativeKind
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.let_know import let_know
from samspil.overview.storage.queries import read_views
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.web.role import Role


@dataclass(frozen=True, slots=True)
class WayIn:
    """One of them."""

    citizen: CitizenId
    """Whose data they come for."""
    relative: UUID | None = None
    """Their entry in the citizen's file; None: they are the citizen."""
    kind: RelativeKind | None = None
    """Who they are to the citizen."""
    since: date | None = None
    """When they were entered."""

    @property
    def subject(self) -> str:
        """What their token says, and the log of looks."""
        return str(self.relative or self.citizen)

    def wish(self) -> Mapping[str, str | None]:
        """What the issuer is asked for: nothing in it is of a number."""
        if self.relative is None:
            return {"role": Role.CITIZEN, "subject": self.subject}
        return {"role": Role.RELATIVE, "subject": self.subject, "about": str(self.citizen)}


@dataclass(frozen=True, slots=True)
class WaysIn:
    """All of one person's."""

    open: tuple[WayIn, ...]
    is_said_to_be_dead: bool = False
    """Somebody by this number is recorded as dead: no way of theirs is open as a citizen."""


async def ways_in(door: OverviewDoor, cpr: Cpr) -> WaysIn:
    """As the citizen whose number it is, and as whoever's relative; nothing is written, and nobody is made.

    Raises ``KeyringAway``.
    """
    citizen, found = await door.keyring.find(cpr), await door.keyring.find_relatives(cpr)
    views = await read_views(door.store.pool, [citizen]) if citizen else {}
    is_dead = any(view.citizen.dead_since is not None for view, _ in views.values())
    ways = [WayIn(citizen)] if citizen and not is_dead else []
    for one in found:
        if let := await let_know(door, one.citizen, one.relative):
            since = danish_day(let.relative.added_at)
            ways.append(WayIn(one.citizen, one.relative, let.relative.kind, since))
    return WaysIn(tuple(ways), is_dead)
