"""Write to the region about the citizen, and have it told if it may be."""

from collections.abc import Collection
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.write_message import Subject, Words, require_lost, require_may_be_told, write
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.person import Person, person
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.law import Law, in_force
from samspil.vocabulary.copenhagen import danish_day


def write_message(
    tx: OverviewTransaction,
    said: Words,
    about: Subject,
    law: Law,
    ours: Collection[str],
    instead_of: UUID | None = None,
) -> WrittenMessage:
    """The message; ``instead_of`` is the delivery of one that was lost, which it takes the place of.

    Raises ``NotOurs``, ``NobodyToNameToThem``, ``NoGroundToWrite``, ``NothingUndelivered``.
    """
    found = person(tx)
    require_may_write(tx, found, law, ours)
    if instead_of is not None:
        require_lost(found.views, instead_of)
    state, facts = write(tx.coordination, said, about, tx.now, instead_of)
    decided = tx.decide(state, *facts, caused_by=Cause(case=about.thread))
    tx.mark(COORDINATE, tx.now)
    return decided.messages[-1]


def require_may_write(tx: OverviewTransaction, found: Person, law: Law, ours: Collection[str]) -> None:
    """That the region is told what is written today. Raises as ``write_message``."""
    today = danish_day(tx.now)
    require_may_be_told(found.survivor or found.view, in_force(law, today), today, ours)
