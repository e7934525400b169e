"""Everybody, a page of citizens after the other: what another law, or other rules, would change for each."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from samspil.ledger.database import Pool
from samspil.overview.domain.law_change import Change, law_change
from samspil.overview.domain.rules_change import InForce, RulesChange, rules_change
from samspil.overview.domain.view import View
from samspil.overview.storage.queries import read_views
from samspil.vocabulary.citizen_id import CitizenId

PAGE = 500

COUNT = "SELECT count(DISTINCT citizen_id) FROM folded WHERE generation = (SELECT live FROM fold_generation)"
AFTER = """
SELECT DISTINCT citizen_id FROM folded
WHERE generation = (SELECT live FROM fold_generation) AND citizen_id > $1
ORDER BY citizen_id LIMIT $2
"""

Changes = tuple[Change | RulesChange, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """For whom something would change, of how many."""

    changed: int
    citizens: int
    unreadable: int
    """Of so many some state cannot be read: of them it says too little."""


async def preview(
    pool: Pool,
    before: InForce,
    after: InForce,
    found: Callable[[CitizenId, Changes], None],
    told: Callable[[int, int], None],
) -> Preview:
    """Compare both on the later day for everybody; ``found`` is told what changes for whom, as it is found.

    ``told`` is told how many are done, and of how many.
    """
    total = await pool.fetchval(COUNT)
    changed = citizens = unreadable = 0
    last = UUID(int=0)
    while rows := await pool.fetch(AFTER, last, PAGE):
        page = [CitizenId(row["citizen_id"]) for row in rows]
        for citizen, (view, whole) in (await read_views(pool, page)).items():
            unreadable += not whole
            if changes := _changes(view, before, after):
                changed += 1
                found(citizen, changes)
        citizens, last = citizens + len(page), page[-1]
        told(citizens, max(total, citizens))
    return Preview(changed, citizens, unreadable)


def _changes(view: View, before: InForce, after: InForce) -> Changes:
    of_law = law_change(view, before.law, after.law, after.day, after.rules.municipalities)
    return (*of_law, *rules_change(view, before, after))
