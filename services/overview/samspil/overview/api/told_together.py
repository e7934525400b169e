"""Looking at what was told of one file under the name of another, from whichever of the two somebody asks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.ledger.database import Pool
from samspil.overview.domain.merges import Merge
from samspil.overview.domain.told_together import ToldTogether, told_together
from samspil.overview.domain.view import View
from samspil.overview.storage.queries import read_said, read_views
from samspil.vocabulary.citizen_id import CitizenId


@dataclass(frozen=True, slots=True)
class Together:
    """A time in which two files were of one person."""

    survivor: CitizenId
    absorbed: CitizenId
    since: datetime
    until: datetime | None
    """None: they still are."""
    told: tuple[ToldTogether, ...]
    """What partners were told of the absorbed one, or on its consents, under the survivor's name."""
    written: tuple[tuple[datetime, UUID], ...]
    """What was asked for meanwhile in the survivor's file: somebody knows whom it is about."""


async def see_told_together(pool: Pool, citizen: CitizenId, view: View) -> tuple[Together, ...]:
    """Each time, the newest first; most citizens have none."""
    found = [await _together(pool, citizen, view, one) for one in reversed(view.citizen.merges)]
    return tuple(one for one in found if one is not None)


async def _together(pool: Pool, citizen: CitizenId, own: View, merge: Merge) -> Together | None:
    other_id = CitizenId(merge.other)
    other = (await read_views(pool, [other_id])).get(other_id)
    if other is None:
        return None
    survivor, absorbed = (citizen, other_id) if merge.survives else (other_id, citizen)
    survives, is_absorbed = (own, other[0]) if merge.survives else (other[0], own)
    said = await read_said(pool, survivor, merge.since)
    written = tuple(
        (one.submitted_at, one.id)
        for one in survives.referrals
        if one.id not in survives.elsewhere
        and merge.since <= one.submitted_at
        and (merge.until is None or one.submitted_at <= merge.until)
    )
    return Together(
        survivor, absorbed, merge.since, merge.until, told_together(said, is_absorbed, merge), written
    )
