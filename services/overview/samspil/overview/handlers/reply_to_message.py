"""Reply in a thread, to what was read there."""

from collections.abc import Collection
from uuid import UUID

from samspil.ledger.versions import require_version
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.write_message import Words, goes_on, require_thread
from samspil.overview.handlers.write_message import write_message
from samspil.overview.storage.person import person
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.law import Law
from samspil.vocabulary.sealed import Sealed


def reply_to_message(
    tx: OverviewTransaction,
    thread: UUID,
    said: Words,
    otherwise: Sealed,
    law: Law,
    ours: Collection[str],
    seen: int | None = None,
) -> WrittenMessage:
    """The reply; ``otherwise`` is its heading where the thread has none.

    Raises ``NoSuchThread``, ``StaleVersion`` where more was written to us since, and as ``write_message``.
    """
    found = require_thread(person(tx).views, thread)
    require_version(found, seen)
    return write_message(tx, said, goes_on(found, otherwise), law, ours)
