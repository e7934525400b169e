"""What the region is to be told: the items of a disclosure."""

from collections.abc import Mapping

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import RegionInformed
from samspil.exchange.delivery import Content

CONTACT_PERSON = "contact_person"


def wanted(told: RegionInformed) -> Mapping[str, Content]:
    """Item → what it tells; nothing while nothing is shared."""
    if not told.shares or told.contact_person is None:
        return {}
    return {CONTACT_PERSON: Content(Told.CONTACT_PERSON, {"name": told.contact_person.name}, told.until)}
