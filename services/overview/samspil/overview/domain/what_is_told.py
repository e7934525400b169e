"""What a partner is told of a citizen, as far as that can be computed: in doubt less, and by nothing more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from samspil.overview.domain.coordination import Coordination, Hold
from samspil.overview.domain.disclose import Disclosure, disclose
from samspil.overview.domain.inform import Informed, inform, narrowed
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View, combine
from samspil.rulebook.law import Law
from samspil.vocabulary.copenhagen import danish_day


@dataclass(frozen=True, slots=True)
class WhatIsKnown:
    """What is known when partners are told."""

    view: View
    """Of what can be read."""
    said: Mapping[Receiver, Informed]
    """What each was told last."""
    in_doubt: bool = False
    """What the citizen agreed to, or whether they live, is not known whole: less may be told, never more."""
    hold_known: bool = True
    """Whether our own decisions can be read."""


def what_is_told(
    known: WhatIsKnown,
    receiver: Receiver,
    law: Law,
    now: datetime,
    ours: Collection[str],
    faults: list[Exception],
) -> tuple[Informed, date | None]:
    """What the receiver is told, and the first day on which that changes by itself.

    What fails is added to ``faults``, and the receiver is told what stands without it.
    """
    view, before = known.view, known.said.get(receiver)
    told = _hold_told(before, now)
    whole = view if known.hold_known else replace(view, coordination=told)
    # Most of what may be told stands on consents alone, whatever is wrong with the rest.
    views = (whole, combine(citizen=view.citizen, coordination=told))
    disclosure = _disclose(views, receiver, law, danish_day(now), ours, faults)
    informed = inform(disclosure, now)
    if known.in_doubt:
        informed = narrowed(informed, before)  # type: ignore[type-var]  # both are of one receiver
    return informed, disclosure.changes_on


def _disclose(
    views: tuple[View, ...],
    receiver: Receiver,
    law: Law,
    today: date,
    ours: Collection[str],
    faults: list[Exception],
) -> Disclosure:
    """By the first view that it can be computed from; by none of them, nothing."""
    for view in views:
        try:
            return disclose(view, receiver, law, today, ours)
        except Exception as fault:  # noqa: BLE001  # whatever it is, nobody is told more for it
            faults.append(fault)
    return Disclosure(receiver)


def _hold_told(before: Informed | None, now: datetime) -> Coordination:
    """A hold that was told goes on: to take it back would say that the citizen may be contacted."""
    told = getattr(before, "contact_hold", None)
    return Coordination((Hold(told.hold_id, told.until, told.ask, "", now),) if told else ())
