"""Have the clock look at all files of a person: what hearing has locked may be one of them."""

from uuid import UUID

from samspil.plan.storage.transaction import PlanTransaction

FILES = "files"
"""The due step of a person; its item is the stay of which something was heard, if that is why."""


def look_soon(tx: PlanTransaction, stay: UUID | None = None) -> None:
    """As soon as this is committed."""
    tx.mark(f"{FILES}:{stay}" if stay else FILES, tx.now)
