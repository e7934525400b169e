"""Whom the citizen lets know something, asked anew at every look: they see what the explanation shows."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from samspil.contracts import topics
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.insight import shown_to
from samspil.overview.domain.reader import TheRelative
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import ViewField
from samspil.overview.storage.queries import read_views, waits
from samspil.rulebook.law import in_force
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


@dataclass(frozen=True, slots=True)
class Let:
    """A relative, and what they see now."""

    citizen: CitizenId
    """Whose file is shown: of a person with several, the one that stays."""
    relative: Relative
    view: View
    shown: tuple[ViewField, ...]


async def let_know(door: OverviewDoor, citizen: CitizenId, relative: UUID) -> Let | None:
    """What the citizen lets them know; None where that is nothing, and for anybody else.

    While something of the citizen's file cannot be read, or waits, nobody is let know anything. Two files of
    one person are seen from the one that stays, which alone knows what became of the person.
    """
    view, is_whole = (await read_views(door.store.pool, [citizen])).get(citizen, (None, False))
    if view is None or not is_whole or await waits(door.store.pool, citizen, topics.CITIZEN):
        return None
    if view.part_of:
        return await let_know(door, view.part_of, relative)
    today = danish_day(datetime.now(UTC))
    law, ours = in_force(door.law, today), door.rules.municipalities
    shown = shown_to(view, TheRelative(relative), law, today, ours)
    found = next((one for one in view.citizen.relatives if one.id == relative), None)
    return Let(citizen, found, view, shown) if found and shown else None


async def who_signs_in(door: OverviewDoor, citizen: CitizenId, view: View) -> frozenset[UUID]:
    """Which relatives in the view have a number to sign in with, in whichever of the person's files."""
    files = dict.fromkeys((citizen, *view.elsewhere.values()))
    return frozenset[UUID]().union(*[await door.keyring.who_signs_in(one) for one in files])
