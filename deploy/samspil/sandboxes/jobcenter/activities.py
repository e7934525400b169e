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

    PROPOSED = "activity-proposed"
    CREATED = "activity-created"
    PLANNED = "activity-planned"
    """What was proposed is agreed."""
    STARTED = "activity-started"
    MOVED = "activity-moved"
    ACHIEVED = "activity-achieved"
    LOST = "activity-lost"
    ENDED = "activity-ended"
    DELETED = "activity-deleted"


GOES_ON = {"oprettet", "paabegyndt", "opnaaet"}

FIT_FOR = {
    What.PLANNED: {"foreslaaet"},
    What.STARTED: {"oprettet"},
    What.MOVED: {"foreslaaet", "oprettet"},
    What.ACHIEVED: {"oprettet", "paabegyndt"},
    What.LOST: GOES_ON,
    What.ENDED: GOES_ON,
    What.DELETED: {"foreslaaet", *GOES_ON, "ophoert", "afsluttet"},
}
"""The states from which it can happen."""


class Activity(BaseModel):
    """An ``Aktivitet`` in the element names of STAR's public tables, and some of ours."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True)

    aktivitet_identifier: UUID
    startdato: date
    slutdato: date | None = None
    aktiveringstype: str = "virksomhedspraktik"
    timer_pr_uge: int = 15
    minutter_pr_uge: int = 0
    status: str = "oprettet"
    """Ours, as all below; ``slettet``: then it is given out no more."""
    formaal: str | None = None
    """What it is for."""
    opnaaet_dato: date | None = None
    resultat: str | None = None


class KeptActivity(BaseModel):
    """An activity, whom it is about and how often it changed."""

    cpr: str
    version: int
    entity: Activity


class More(BaseModel):
    """What may be said of it besides; what is left out stays as it was."""

    kind: str | None = None
    purpose: str | None = None
    outcome: str | None = None
    """Of one that ends."""
    on: date | None = None
    """The day on which it happens; None: today."""


def happen(entity: Activity, what: What, today: date, more: More) -> None:
    """Change the activity."""
    entity.aktiveringstype = more.kind or entity.aktiveringstype
    entity.formaal = more.purpose or entity.formaal
    match what:
        case What.CREATED:
            return
        case What.PROPOSED:
            entity.status = "foreslaaet"
        case What.PLANNED:
            entity.status = "oprettet"
        case What.STARTED:
            entity.status, entity.startdato = "paabegyndt", today
        case What.MOVED:
            entity.startdato += MOVED_BY
        case What.ACHIEVED:
            entity.status, entity.opnaaet_dato = "opnaaet", today
            entity.startdato = min(entity.startdato, today)
        case What.LOST:
            entity.status, entity.slutdato = "ophoert", today
            entity.startdato = min(entity.startdato, today)
        case What.ENDED:
            entity.status, entity.slutdato, entity.resultat = "afsluttet", today, more.outcome
            entity.startdato = min(entity.startdato, today)
        case What.DELETED:
            entity.status = "slettet"
