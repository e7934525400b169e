"""What somebody sees when they look at a citizen, and what every page of the citizen's says of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from samspil.contracts.envelope import Event
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import NUMBER
from samspil.overview.api.seen_by import among, seen_by
from samspil.overview.domain.threads import waiting
from samspil.overview.domain.view import View
from samspil.overview.pages.changed import Changed, thing_changed
from samspil.overview.pages.form import Filled
from samspil.overview.pages.hold_changed import hold_changed
from samspil.overview.pages.offers import Offers
from samspil.overview.pages.reading import Read
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Caller


class PageOfCitizen(Protocol):
    """A page of the citizen's, with what can be done there."""

    @property
    def offers(self) -> Offers:
        """Its forms as they stand now."""
        ...


P = TypeVar("P", bound=PageOfCitizen)


@dataclass(frozen=True, slots=True)
class Seen(Generic[P]):
    """What is known of the citizen, opened as far as the page shows it."""

    changes: int | None
    """How many there were when it was read; None where the page does not renew itself."""
    view: View
    history: list[Event[Any]]
    read: Read
    now: datetime
    page: P

    def values(self, refused: Filled | None) -> dict[str, Any]:
        """What every page shows."""
        today = danish_day(self.now)
        return {
            "status": refused.status if refused else 200,
            "page": self.page,
            "refused": refused,
            "changed": self._changed(refused) if refused else None,
            "again": self.page.offers.again(refused) if refused else None,
            "seen": self.changes,
            "now": self.now,
            "messages_waiting": waiting(self.view),
            "example": today + timedelta(weeks=2),
        }

    def _changed(self, refused: Filled) -> Changed | None:
        hold = hold_changed(refused, self.view.coordination, self.read, danish_day(self.now))
        return hold or thing_changed(refused, self.history)


async def read_number(citizen: CitizenId, view: View, caller: Caller, door: OverviewDoor) -> str | None:
    """As it is written, which is a look of its own; None where it is not there for them, or there is none."""
    who = view.citizen.who
    if who is None or who.cpr is None:
        return None
    tokens = among({NUMBER: who.cpr}, seen_by(view, caller, door))
    if not tokens:
        return None
    opened = await door.keyring.open(citizen, tokens, caller.access("show-number"))
    return f"{opened[NUMBER][:6]}-{opened[NUMBER][6:]}"
