"""Keep what the jobcenter is told now, and have the difference to what it was told delivered."""

from samspil.contracts.disclosure import JobcenterInformed
from samspil.contracts.envelope import Event
from samspil.exchange.deliver import deliver
from samspil.exchange.disclosure import succeed
from samspil.jobcenter_bridge.domain.basis import is_received
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.domain.sending import AT_THE_HOUR, next_sending
from samspil.jobcenter_bridge.domain.wanted import wanted
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.vocabulary.copenhagen import danish_day

LOOK_AGAIN = "look-again"
"""The due step that has the fetcher look again at what was not received before."""


def hear_disclosure(heard: Event[JobcenterInformed], tx: JobcenterTransaction, hour: int | None) -> None:
    """Nothing is done upon a disclosure whose last day has passed: a newer one is on its way.

    ``hour`` is the Danish hour at which the jobcenter is told of pauses; None for at once.
    """
    disclosure = succeed(tx.disclosures.of(heard.subject), heard)
    tx.disclosures.put(disclosure)
    today = danish_day(tx.now)
    if disclosure.holds(today):
        later = dict.fromkeys(AT_THE_HOUR, next_sending(tx.now, hour))
        deliver(tx, "jobcenter", disclosure, wanted(heard.data), later)
    if any(is_received(disclosure, kind, today) for kind in Kind):
        tx.mark(LOOK_AGAIN, tx.now)
