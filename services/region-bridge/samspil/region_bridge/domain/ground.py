"""On what ground a notice about a citizen may be taken in."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from samspil.contracts.disclosure import RegionInformed
from samspil.exchange.disclosure import Disclosure, receives

DOUBTED: Final = timedelta(days=30)
"""For how long after its last day a ground is in doubt, and not gone."""


class Ground(StrEnum):
    """Whether it stands."""

    STANDS = "stands"
    IN_DOUBT = "in_doubt"
    """Its last day has passed, and nobody has said anything since: a new one may be on its way."""
    NONE = "none"


def ground_of(disclosure: Disclosure[RegionInformed] | None, today: date) -> Ground:
    """By the newest disclosure; nothing is received by default."""
    if receives(disclosure, today):
        return Ground.STANDS
    until = disclosure.told.received_until if disclosure and disclosure.told.received else None
    return Ground.IN_DOUBT if until is not None and today <= until + DOUBTED else Ground.NONE


def may_be_applied(disclosure: Disclosure[RegionInformed] | None) -> bool:
    """Whether a person may let something follow: the newest disclosure does not say that nothing may."""
    return disclosure is not None and disclosure.told.received
