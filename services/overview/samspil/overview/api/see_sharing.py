"""Looking at who is told what about a citizen: whatever of it can be read, and of people only the names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from samspil.contracts.citizen import RelativeLeft
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.part_of import require_own_page
from samspil.overview.api.seen_by import among, seen_by
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.view import View
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.reader_words import People
from samspil.overview.pages.units import UnitWords, unit_words
from samspil.overview.storage.queries import read_views
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem

NAME, COORDINATOR = "citizen.who.name", "citizen.coordinator.name"
RELATIVE, WORKER = "citizen.relatives.{}.name", "plan.interventions.{}.support_worker_name"
"""Places, as the access log knows them."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What was seen, and when."""

    view: View
    is_whole: bool
    """Whether all that is kept of the citizen can be read."""
    name: str
    today: date
    people: People
    """Nobody but units, where their names were not asked for."""

    @property
    def units(self) -> UnitWords:
        """As they are called on that day."""
        return self.people.units

    def consent(self, id_: str) -> Consent | None:
        """The one with this id that stands; None where there is none."""
        standing = (one for one in self.view.citizen.consents if one.holds(self.today))
        return next((one for one in standing if str(one.id) == id_), None)


async def see_sharing(
    citizen: CitizenId, caller: Caller, door: OverviewDoor, *, with_people: bool = False
) -> Sharing:
    """Look, which is logged first; ``with_people``: also what they are called who look at the citizen here.

    Raises ``Problem`` where nothing was heard of the citizen, ``PartOf``.
    """
    found = (await read_views(door.store.pool, [citizen])).get(citizen)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    view, is_whole = found
    require_own_page(view)
    tokens = among(_names(view, with_people=with_people), seen_by(view, caller, door))
    opened = await door.keyring.open(citizen, tokens, caller.access("read-sharing"))
    today = danish_day(datetime.now(UTC))
    return Sharing(view, is_whole, opened.get(NAME, NAMELESS), today, _people(view, opened, door, today))


def _names(view: View, *, with_people: bool) -> dict[str, Sealed]:
    """Of whoever was entered by mistake nothing is opened."""
    of = view.citizen
    names = {NAME: of.who.name} if of.who else {}
    if with_people:
        names |= {COORDINATOR: of.coordinator.name} if of.coordinator else {}
        names |= {
            RELATIVE.format(number): one.name
            for number, one in enumerate(of.relatives)
            if one.left is not RelativeLeft.MISTAKE
        }
        names |= {
            WORKER.format(number): one.support_worker_name
            for number, one in enumerate(view.plan.interventions)
            if one.agreed
        }
    return names


def _people(view: View, opened: Mapping[str, str], door: OverviewDoor, today: date) -> People:
    coordinator = view.citizen.coordinator
    staff = {
        one.support_worker: name
        for number, one in enumerate(view.plan.interventions)
        if (name := opened.get(WORKER.format(number)))
    }
    if coordinator and (name := opened.get(COORDINATOR)):
        staff[coordinator.staff] = name
    relatives = {
        one.id: name
        for number, one in enumerate(view.citizen.relatives)
        if (name := opened.get(RELATIVE.format(number)))
    }
    return People(unit_words(door.rules, today), staff, relatives)
