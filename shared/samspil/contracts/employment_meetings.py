"""What the jobcenter-bridge says of calls to meetings, and of where a citizen stands there."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


class CallKind(StrEnum):
    """What the citizen is called to; the case system's own codes are configuration of the bridge."""

    JOB_INTERVIEW = "job_interview"
    """Jobsamtale."""
    FOLLOW_UP = "follow_up"
    """Opfølgningssamtale."""
    FLEX_JOB_FOLLOW_UP = "flex_job_follow_up"
    INFORMATION = "information"
    """Informationsmøde."""
    CV_INTERVIEW = "cv_interview"
    OTHER = "other"


class CallForm(StrEnum):
    """How they meet."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMeetingCalled:
    """The jobcenter has called the citizen to a meeting, or moved one: the whole of it, as it is now."""

    TYPE: ClassVar[str] = "employment.meeting_called.v1"
    ABOUT: ClassVar[str] = "meeting_id"

    meeting_id: UUID
    """The call's own id (Indkaldelse) in the jobcenter's case system."""
    kind: CallKind
    form: CallForm | None
    at: AwareDatetime
    minutes: int | None
    """How long it is to take."""
    place: Sealed | None
    basis: LegalBasis
    """On which the jobcenter may tell it."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMeetingCancelled:
    """The meeting is called off, or its call was a mistake. Nothing of why is known."""

    TYPE: ClassVar[str] = "employment.meeting_cancelled.v1"
    ABOUT: ClassVar[str] = "meeting_id"

    meeting_id: UUID
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPeriod:
    """For how long the citizen belonged to a group."""

    contact_group: int | None
    """Kontaktgruppe, 1-29: what the employment side's own rules go by."""
    target_group: str | None
    """Målgruppe, as ``6.N`` for nr. N of LAB § 6."""
    since: date
    until: date | None
    """Its last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentStatusChanged:
    """To which groups the citizen belongs there: the whole history, as it is now."""

    TYPE: ClassVar[str] = "employment.status_changed.v1"
    ABOUT: ClassVar[str] = "status_id"

    status_id: UUID
    """The entity's own id (Kontaktgruppe) in the jobcenter's case system."""
    periods: tuple[StatusPeriod, ...]
    """The first one first; none where the entity is gone."""
    coordinator: Sealed | None
    """The name of who coordinates the whole there, where the case system says that somebody does."""
    basis: LegalBasis
    occurred_at: AwareDatetime
