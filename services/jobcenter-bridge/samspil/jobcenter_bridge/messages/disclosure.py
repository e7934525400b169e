"""What the overview says that the jobcenter is told."""

from samspil.contracts.disclosure import JobcenterInformed
from samspil.contracts.envelope import Event
from samspil.jobcenter_bridge.domain.disclosure import Disclosure, Hold


def disclosure(heard: Event[JobcenterInformed], before: Disclosure | None) -> Disclosure:
    """The newest one; where it no longer says who the citizen is, the number told before is kept."""
    told = heard.data
    hold, identity = told.contact_hold, told.identity
    known_as = before.cpr if before else None
    return Disclosure(
        seq=heard.seq,
        until=told.until,
        shares=told.shares,
        milestones=told.milestones_received,
        hold=Hold(hold.until, hold.ask) if hold else None,
        cpr=identity.cpr if identity else known_as,
        received_until=told.received_until,
    )
