"""What another law would change for a citizen: which fields start to be told or seen, and which end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.disclose import explain
from samspil.overview.domain.insight import insight
from samspil.overview.domain.reader import label, readers
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.rulebook.law import LawPack


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is told, received or seen under the one law and not under the other."""

    receiver: str
    """A partner, or what somebody is to the citizen: never who."""
    field: str
    starts: bool
    """False: it ends."""


def law_change(
    view: View, before: LawPack, after: LawPack, today: date, ours: Collection[str]
) -> tuple[Change, ...]:
    """What differs on one day under both: a consent that ends by itself is no change of the law's."""
    told = (
        Change(receiver, was.field.name, starts=will_be.shown)
        for receiver in Receiver
        for was, will_be in zip(
            explain(view, receiver, before, today, ours),
            explain(view, receiver, after, today, ours),
            strict=True,
        )
        if was.shown is not will_be.shown
    )
    seen = (
        Change(label(reader), was.field.name, starts=will_be.shown)
        for reader in readers(view, today)
        for was, will_be in zip(
            insight(view, reader, before, today, ours), insight(view, reader, after, today, ours), strict=True
        )
        if was.shown is not will_be.shown
    )
    return (*told, *dict.fromkeys(seen))
