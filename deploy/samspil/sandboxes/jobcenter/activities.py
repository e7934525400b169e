"""Activities of the case system, and what can happen to them."""

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

PLANNED_IN = timedelta(days=14)
MOVED_BY = timedelta(days=7)


class What(StrEnum):
    """What can happen to a citizen's newest activity here; one is created where none is fit for it."""

    CREATED = "activity-created"
    STARTED = "activity-started"
    MOVED = "activity-moved"
    ENDED = "activity-ended"
    DELETED = "activity-deleted"


FIT_FOR = {
    What.STARTED: {"oprettet"},
    What.MOVED: {"oprettet"},
    What.ENDED: {"oprettet", "paabegyndt"},
    What.DELETED: {"oprettet", "paabegyndt", "afsluttet"},
}
"""The states from which it can happen."""


class Activity(BaseModel):
    """An ``Aktivitet`` in the element names of STAR's public tables."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True)

    aktivitet_identifier: UUID
    startdato: date
    slutdato: date | None = None
    aktiveringstype: str = "virksomhedspraktik"
    timer_pr_uge: int = 15
    status: str = "oprettet"
    """``paabegyndt``, ``afsluttet``, and ``slettet``: then it is given out no more."""


class KeptActivity(BaseModel):
    """An activity, whom it is about and how often it changed."""

    cpr: str
    version: int
    entity: Activity


def happen(entity: Activity, what: What, today: date) -> None:
    """Change the activity."""
    match what:
        case What.CREATED:
            return
        case What.STARTED:
            entity.status, entity.startdato = "paabegyndt", today
        case What.MOVED:
            entity.startdato += MOVED_BY
        case What.ENDED:
            entity.status, entity.slutdato = "afsluttet", today
            entity.startdato = min(entity.startdato, today)
        case What.DELETED:
            entity.status = "slettet"
