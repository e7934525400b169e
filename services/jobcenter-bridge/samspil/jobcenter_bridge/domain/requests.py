"""What the jobcenter asks of social psychiatry."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.employment import EmploymentHelpRequested, EmploymentHelpRequestWithdrawn
from samspil.jobcenter_bridge.domain.basis import BASIS
from samspil.jobcenter_bridge.domain.notification import State
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Request:
    """What it asked when it was looked at."""

    id: UUID
    """Its own, in the jobcenter's case system."""
    version: int
    urgent: bool
    asked_for: LegalBasis
    words: Sealed
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """What they ask for somebody who is unknown here, and what a person needs to register her."""

    cpr: str | None
    name: str
    words: str
    urgent: bool
    asked_for: LegalBasis


def requested(request: Request, now: datetime) -> EmploymentHelpRequested:
    """The fact about it."""
    return EmploymentHelpRequested(
        request_id=request.id,
        words=request.words,
        urgent=request.urgent,
        asked_for=request.asked_for,
        basis=BASIS,
        occurred_at=now,
    )


def withdraw(
    request: Request, version: int, now: datetime
) -> tuple[Request, tuple[EmploymentHelpRequestWithdrawn, ...], State]:
    """It asks for nothing any more, which is said once; also where the version that was known is deleted."""
    if version < request.version:
        return request, (), State.OVERTAKEN
    after = replace(request, version=version, is_withdrawn=True)
    fact = EmploymentHelpRequestWithdrawn(request_id=request.id, basis=BASIS, occurred_at=now)
    return after, () if request.is_withdrawn else (fact,), State.RECEIVED
