"""Calls to meetings at the jobcenter: what the newest version says is what was said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.contracts.employment import (
    CallForm,
    CallKind,
    EmploymentMeetingCalled,
    EmploymentMeetingCancelled,
)
from samspil.jobcenter_bridge.domain.basis import BASIS
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Called:
    """To what the citizen is called, and when."""

    kind: CallKind
    form: CallForm | None
    at: datetime
    minutes: int | None
    """How long it is to take."""
    place: Sealed | None = None
    """Sealed for whom it is about."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A call that was looked at."""

    id: UUID
    """Its own, in the jobcenter's case system."""
    version: int
    called: Called | None
    """None: called off or deleted; it stays known, so that an older version does not bring it back."""


def said_of(
    now_so: Meeting, before: Meeting | None, now: datetime
) -> tuple[EmploymentMeetingCalled | EmploymentMeetingCancelled, ...]:
    """That she is called, or called to another time; that the meeting is off, where she was called to it."""
    called = now_so.called
    if called is None:
        if before is None or before.called is None:
            return ()
        return (EmploymentMeetingCancelled(meeting_id=now_so.id, basis=BASIS, occurred_at=now),)
    if before is not None and before.called == called:
        return ()
    fact = EmploymentMeetingCalled(
        meeting_id=now_so.id,
        kind=called.kind,
        form=called.form,
        at=called.at,
        minutes=called.minutes,
        place=called.place,
        basis=BASIS,
        occurred_at=now,
    )
    return (fact,)
