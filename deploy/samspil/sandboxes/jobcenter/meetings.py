"""Calls to meetings, and what can happen to them."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from samspil.vocabulary.copenhagen import COPENHAGEN, danish_day

MOVED_BY = timedelta(days=7)


class MeetingWhat(StrEnum):
    """What can happen to a citizen's newest call; one is made where none stands."""

    CALLED = "meeting-called"
    MOVED = "meeting-moved"
    CANCELLED = "meeting-cancelled"
    DELETED = "meeting-deleted"


def in_two_weeks(today: date) -> datetime:
    """At ten."""
    return datetime.combine(today + timedelta(days=14), time(10), COPENHAGEN)


class Invitation(BaseModel):
    """What an ``Indkaldelse`` says; but for its name its shape is ours."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True)

    samtaletype: int | str = 7
    kontaktform: str = "personlig"
    tidspunkt: AwareDatetime = Field(default_factory=lambda: in_two_weeks(danish_day(datetime.now(UTC))))
    varighed_minutter: int | None = 45
    sted: str | None = None


class KeptMeeting(BaseModel):
    """A call, whom it is about and how often it changed."""

    cpr: str
    version: int
    entity: Invitation
    status: str = "indkaldt"
    """``aflyst``; ``slettet``: then it is given out no more."""

    def given_out(self, id_: UUID) -> dict[str, Any]:
        """As whoever may look at it gets it."""
        whole = self.entity.model_dump(mode="json")
        return {"indkaldelseIdentifier": str(id_), "status": self.status, **whole}


def happen(kept: KeptMeeting, what: MeetingWhat) -> None:
    """Change the call."""
    match what:
        case MeetingWhat.CALLED:
            return
        case MeetingWhat.MOVED:
            kept.entity.tidspunkt += MOVED_BY
        case MeetingWhat.CANCELLED:
            kept.status = "aflyst"
        case MeetingWhat.DELETED:
            kept.status = "slettet"
