"""What the overview discloses to the region, as this service's own value."""

from samspil.contracts.disclosure import RegionInformed
from samspil.contracts.envelope import Event
from samspil.region_bridge.domain.disclosure import Disclosure, Identity


def disclosure_of(event: Event[RegionInformed]) -> Disclosure:
    """The heard disclosure."""
    told = event.data
    return Disclosure(
        seq=event.seq,
        shares=told.shares,
        until=told.until,
        notices_received=told.notices_received,
        identity=None if told.identity is None else Identity(told.identity.cpr, told.identity.name),
        contact_person=None if told.contact_person is None else told.contact_person.name,
        received_until=told.received_until,
    )
