"""Looking at who is told what about a citizen: whatever of it can be read, and of who it is only the name."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.part_of import require_own_page
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.view import View
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.units import UnitWords, unit_words
from samspil.overview.storage.queries import read_views
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Sharing:
    """What was seen, and when."""

    view: View
    is_whole: bool
    """Whether all that is kept of the citizen can be read."""
    name: str
    today: date
    units: UnitWords

    def consent(self, id_: str) -> Consent | None:
        """The one with this id that stands; None where there is none."""
        standing = (one for one in self.view.citizen.consents if one.holds(self.today))
        return next((one for one in standing if str(one.id) == id_), None)


async def see_sharing(citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Sharing:
    """Look, which is logged first. Raises ``Problem`` where nothing was heard of the citizen, ``PartOf``."""
    found = (await read_views(door.store.pool, [citizen])).get(citizen)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    view, is_whole = found
    require_own_page(view)
    who = view.citizen.who
    tokens = {"citizen.who.name": who.name} if who else {}
    opened = await door.keyring.open(citizen, tokens, caller.access("read-sharing"))
    today = danish_day(datetime.now(UTC))
    name = opened.get("citizen.who.name", NAMELESS)
    return Sharing(view, is_whole, name, today, unit_words(door.rules, today))
