"""On what the jobcenter tells, and whether it may be taken in."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from samspil.contracts.disclosure import JobcenterInformed
from samspil.exchange.disclosure import Disclosure, receives
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.vocabulary.legal_basis import LegalBasis

BASIS: Final = LegalBasis.RSL_11A_1
"""The jobcenter tells with the citizen's consent."""

LETS: Final[Mapping[Kind, Callable[[JobcenterInformed], bool]]] = {
    Kind.ACTIVITY: lambda told: told.milestones_received,
    Kind.TASK: lambda told: told.referrals_received,
    Kind.REQUEST: lambda told: told.referrals_received,
    Kind.CALL: lambda told: told.calls_received,
    Kind.STATUS: lambda told: told.status_received,
}


def is_received(disclosure: Disclosure[JobcenterInformed] | None, kind: Kind, today: date) -> bool:
    """Whether what the jobcenter tells in entities of this kind may become events today."""
    return receives(disclosure, today, LETS[kind])
