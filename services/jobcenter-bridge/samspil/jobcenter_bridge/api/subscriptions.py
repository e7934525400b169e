"""What this service hears: what the jobcenter is told, and nothing else."""

from functools import partial

from samspil.contracts import topics
from samspil.contracts.disclosure import JobcenterInformed
from samspil.jobcenter_bridge.handlers.hear_disclosure import hear_disclosure
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.hear import Subscriptions


def heard(sending_hour: int | None) -> Subscriptions[JobcenterTransaction]:
    """``sending_hour`` is the Danish hour at which the jobcenter is told of pauses; None for at once."""
    return {
        topics.DISCLOSURE_JOBCENTER: {JobcenterInformed: partial(hear_disclosure, hour=sending_hour)},
    }
