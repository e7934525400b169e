"""The citizen at hand with everything that is known of the same person in other files."""

from dataclasses import dataclass, replace

from samspil.overview.domain.together import are_one, linked, seen_from
from samspil.overview.domain.view import View
from samspil.overview.domain.what_is_told import WhatIsKnown
from samspil.overview.storage.last_look import LastLook
from samspil.overview.storage.transaction import OverviewTransaction, readable_view
from samspil.vocabulary.citizen_id import CitizenId

COORDINATION, CITIZEN = "coordination", "citizen"
"""Parts of the view, by the names under which they may be unreadable."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known under the locks."""

    own: View
    """What this file alone says."""
    view: View
    """Of the citizen at hand; where the file belongs to another, what it says itself, and ``part_of``."""
    unreadable: dict[str, Exception]
    """Why parts of it cannot be read: of them it is as if never heard."""
    last: LastLook
    """What came of the last look; in doubt where anything of the person is."""
    files: tuple[CitizenId, ...] = ()
    """The others of the person's."""
    survivor: View | None = None
    """The view of the file that this one belongs to, without this one."""
    waits: bool = False
    """Whether a file of the person's is not locked yet: it became one in this moment."""

    @property
    def views(self) -> tuple[View, ...]:
        """Of the citizen at hand, and of the file that it belongs to where it belongs to one."""
        return (self.view, self.survivor) if self.survivor else (self.view,)

    @property
    def known(self) -> WhatIsKnown:
        """What may be told of it follows from this."""
        may_be_over = self.last.plan_waits and any(one.is_open for one in self.view.plan.agreements)
        in_doubt = self.last.in_doubt or CITIZEN in self.unreadable or may_be_over
        return WhatIsKnown(self.view, self.last.informed, in_doubt, COORDINATION not in self.unreadable)


def person(tx: OverviewTransaction) -> Person:
    """The transaction is turned to the same citizen afterwards."""
    citizen = tx.citizen
    own, unreadable = _read(tx, citizen)
    last = tx.looks.of(citizen) or LastLook()
    named = [CitizenId(one) for one in linked(own)]
    if not named:
        return Person(own, own, unreadable, last)
    views = {citizen: own}
    of_all, faults = last, dict(unreadable)
    for one in tx.citizens.intersection(named):
        views[one], also = _read(tx, one)
        look = tx.looks.of(one) or LastLook()
        of_all = replace(
            of_all,
            in_doubt=of_all.in_doubt or look.in_doubt,
            plan_waits=of_all.plan_waits or look.plan_waits,
        )
        faults = {**also, **faults}
    tx.turn_to(citizen)
    view = seen_from(citizen, views)
    waits = not tx.citizens.issuperset(named)
    if view.part_of is not None:
        return Person(own, view, unreadable, last, (view.part_of,), views[view.part_of], waits)
    files = tuple(one for one, other in views.items() if one != citizen and are_one(own, citizen, other, one))
    return Person(own, view, faults, of_all, files, waits=waits)


def _read(tx: OverviewTransaction, citizen: CitizenId) -> tuple[View, dict[str, Exception]]:
    tx.turn_to(citizen)
    return readable_view(tx.folds.of(citizen), lambda: tx.coordinations.of(citizen))
