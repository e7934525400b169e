"""Have the clock look at all files of a person: what hearing has locked may be one of them."""

from uuid import UUID

from samspil.plan.storage.transaction import PlanTransaction

FILES = "files"
"""The due step of a person; its item is what something was heard of, a stay or milestone, if that is why."""


def look_soon(tx: PlanTransaction, told: UUID | None = None) -> None:
    """As soon as this is committed."""
    tx.mark(f"{FILES}:{told}" if told else FILES, tx.now)
