"""What the jobcenter is to be told: the items of a disclosure."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from samspil.contracts.delivery import Told
from samspil.jobcenter_bridge.domain.disclosure import Disclosure

CONTACT_HOLD = "contact_hold"


class Item(NamedTuple):
    """One thing to tell; equal items tell the same."""

    told: Told
    body: Mapping[str, str]
    until: date | None


def wanted(disclosure: Disclosure) -> Mapping[str, Item]:
    """Item → what it tells: of a hold its end and whom to ask, and nothing from which its cause follows."""
    hold = disclosure.hold
    if hold is None or not disclosure.shares:
        return {}
    return {
        CONTACT_HOLD: Item(Told.CONTACT_HOLD, {"until": hold.until.isoformat(), "ask": hold.ask}, hold.until)
    }
