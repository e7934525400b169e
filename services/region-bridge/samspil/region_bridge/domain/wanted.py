"""What the region is to be told: the items of a disclosure."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from samspil.contracts.delivery import Told
from samspil.region_bridge.domain.disclosure import Disclosure

CONTACT_PERSON = "contact_person"


class Item(NamedTuple):
    """One thing to tell; equal items tell the same."""

    told: Told
    body: Mapping[str, str]
    until: date | None


def wanted(disclosure: Disclosure) -> Mapping[str, Item]:
    """Item → what it tells; nothing while nothing is shared."""
    if not disclosure.shares or disclosure.contact_person is None:
        return {}
    told = Item(Told.CONTACT_PERSON, {"name": disclosure.contact_person}, disclosure.until)
    return {CONTACT_PERSON: told}
