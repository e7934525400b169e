"""What the jobcenter is to be told: the items of a disclosure."""

from collections.abc import Mapping

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import JobcenterInformed
from samspil.exchange.delivery import Content

CONTACT_HOLD = "contact_hold"


def wanted(told: JobcenterInformed) -> Mapping[str, Content]:
    """Item → what it tells: of a hold its end and whom to ask, and nothing from which its cause follows."""
    hold = told.contact_hold
    if hold is None or not told.shares:
        return {}
    body = {"until": hold.until.isoformat(), "ask": hold.ask}
    return {CONTACT_HOLD: Content(Told.CONTACT_HOLD, body, hold.until)}
