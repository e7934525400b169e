"""Keep what the jobcenter is told now, and have the difference to what it was told delivered."""

from samspil.contracts.disclosure import JobcenterInformed
from samspil.contracts.envelope import Event
from samspil.jobcenter_bridge.domain.disclosure import Disclosure
from samspil.jobcenter_bridge.domain.sending import next_sending
from samspil.jobcenter_bridge.domain.wanted import wanted
from samspil.jobcenter_bridge.messages.disclosure import disclosure
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.delivery import Content
from samspil.ledger.reconcile import Disclosed, reconcile
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

JOBCENTER = "jobcenter"

LOOK_AGAIN = "look-again"
"""The due step that has the fetcher look again at what was not received before."""


def hear_disclosure(heard: Event[JobcenterInformed], tx: JobcenterTransaction, hour: int | None) -> None:
    """Nothing is done upon a disclosure whose last day has passed: a newer one is on its way.

    ``hour`` is the Danish hour at which the jobcenter is told; None for at once.
    """
    citizen = heard.subject
    told = disclosure(heard, tx.disclosures.of(citizen))
    tx.disclosures.save(citizen, told)
    today = danish_day(tx.now)
    if told.holds(today):
        _deliver(tx, citizen, told, hour)
    if told.receives_milestones(today):
        tx.mark(LOOK_AGAIN, tx.now)


def _deliver(tx: JobcenterTransaction, citizen: CitizenId, told: Disclosure, hour: int | None) -> None:
    items = {item: Content(*one) for item, one in wanted(told).items()}
    disclosed = Disclosed(JOBCENTER, citizen, told.seq, told.shares, items)
    deliveries = tx.deliveries.of(citizen) or ()
    at = next_sending(tx.now, hour)
    reconciled = reconcile(deliveries, disclosed, at=at, now=tx.now, today=danish_day(tx.now))
    if reconciled != deliveries:
        tx.deliveries.save(citizen, reconciled)
