"""Look at what an act on a consent would change for each partner, and change nothing."""

from collections.abc import Callable, Collection
from datetime import datetime

from samspil.contracts import topics
from samspil.contracts.citizen import CitizenFact
from samspil.overview.domain.preview_consent import Preview, preview
from samspil.overview.domain.view import View
from samspil.overview.storage.person import person
from samspil.overview.storage.queries import is_held_up
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.law import Law

Decide = Callable[[View, datetime], CitizenFact]
"""What would be said of the act, by what is known now; a refusal is raised."""


async def preview_consent(
    tx: OverviewTransaction, decide: Decide, law: Law, ours: Collection[str]
) -> tuple[tuple[Preview, ...], bool]:
    """What each partner is told and would be, and whether the act would be heard only later.

    The transaction is turned to the file that partners are told of then.

    Raises what ``decide`` raises.
    """
    heard = (tx.folds.of(tx.citizen) or {}).get(topics.CITIZEN.name)
    found = person(tx)
    waits = found.last.in_doubt and await is_held_up(tx.connection, tx.citizen, heard.seq if heard else 0)
    if found.view.part_of is not None:  # it is told of with the file that it belongs to
        tx.turn_to(found.view.part_of)
        found = person(tx)
    fact = decide(found.view, tx.now)
    return preview(found.known, None if waits else fact, law, tx.now, ours), waits
