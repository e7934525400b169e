"""Look at what an act on a consent would change for each partner, and change nothing."""

from collections.abc import Callable, Collection
from datetime import datetime

from samspil.contracts import topics
from samspil.contracts.citizen import CitizenFact
from samspil.overview.domain.preview_consent import Preview, preview
from samspil.overview.domain.view import View
from samspil.overview.domain.what_is_told import WhatIsKnown
from samspil.overview.handlers.coordinate import CITIZEN, COORDINATION
from samspil.overview.storage.last_look import LastLook
from samspil.overview.storage.queries import is_held_up
from samspil.overview.storage.transaction import OverviewTransaction, readable_view
from samspil.rulebook.law import Law

Decide = Callable[[View, datetime], CitizenFact]
"""What would be said of the act, by what is known now; a refusal is raised."""


async def preview_consent(
    tx: OverviewTransaction, decide: Decide, law: Law, ours: Collection[str]
) -> tuple[tuple[Preview, ...], bool]:
    """What each partner is told and would be, and whether the act would be heard only later.

    Raises what ``decide`` raises.
    """
    citizen = tx.citizen
    folded = tx.folds.of(citizen) or {}
    view, unreadable = readable_view(folded, lambda: tx.coordinations.of(citizen))
    last = tx.looks.of(citizen) or LastLook()
    known = WhatIsKnown(
        view, last.informed, last.in_doubt or CITIZEN in unreadable, COORDINATION not in unreadable
    )
    fact = decide(view, tx.now)
    heard = folded.get(topics.CITIZEN.name)
    waits = last.in_doubt and await is_held_up(tx.connection, citizen, heard.seq if heard else 0)
    return preview(known, None if waits else fact, law, tx.now, ours), waits
