"""Everybody, a page of citizens after the other: what another law would change for each."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.ledger.database import Pool
from samspil.overview.domain.law_change import Change, law_change
from samspil.overview.storage.queries import read_views
from samspil.rulebook.law import LawPack
from samspil.vocabulary.citizen_id import CitizenId

PAGE = 500

COUNT = "SELECT count(DISTINCT citizen_id) FROM folded WHERE generation = (SELECT live FROM fold_generation)"
AFTER = """
SELECT DISTINCT citizen_id FROM folded
WHERE generation = (SELECT live FROM fold_generation) AND citizen_id > $1
ORDER BY citizen_id LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Preview:
    """For whom something would change, of how many."""

    changes: dict[CitizenId, tuple[Change, ...]]
    citizens: int
    unreadable: int
    """Of so many some state cannot be read: of them it says too little."""


async def preview(
    pool: Pool,
    before: LawPack,
    after: LawPack,
    today: date,
    ours: Collection[str],
    told: Callable[[int, int], None],
) -> Preview:
    """Compare both laws on that day for everybody; ``told`` how many are done, and of how many.

    ``ours`` are the municipalities that our units work for.
    """
    total = await pool.fetchval(COUNT)
    changes: dict[CitizenId, tuple[Change, ...]] = {}
    citizens = unreadable = 0
    last = UUID(int=0)
    while rows := await pool.fetch(AFTER, last, PAGE):
        page = [CitizenId(row["citizen_id"]) for row in rows]
        for citizen, (view, whole) in (await read_views(pool, page)).items():
            unreadable += not whole
            if change := law_change(view, before, after, today, ours):
                changes[citizen] = change
        citizens, last = citizens + len(page), page[-1]
        told(citizens, max(total, citizens))
    return Preview(changes, citizens, unreadable)
