"""The case system's memory: in the process, and in a notebook so that a restart forgets nothing."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from samspil.sandboxes.notebook import Notebook

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


class Reception(BaseModel):
    """A task, and how often it was handed in under the same key."""

    task: dict[str, object]
    receptions: int
    headers: list[str]
    """The names of the headers that it came with, at any reception."""
    at: datetime
    body: str = ""
    """As it came first."""
    same_bytes: bool = True
    """Whether it came in the same bytes each time."""


class CaseSystem:
    """Citizens, activities and tasks."""

    def __init__(self, file: Path) -> None:
        self._notebook = Notebook(file)
        self.citizens = self._notebook.entries("citizen", UUID)
        """CPR number → the case system's own id."""
        self.activities = self._notebook.entries("activity", KeptActivity)
        """By their identifier."""
        self.tasks = self._notebook.entries("task", Reception)
        """By ``Idempotency-Key``."""

    def citizen(self, cpr: str) -> UUID:
        """The case system's own id of a citizen; it knows every resident."""
        if cpr not in self.citizens:
            self.citizens[cpr] = uuid4()
            self._notebook.note("citizen", cpr, self.citizens[cpr])
        return self.citizens[cpr]

    def change(self, what: What, cpr: str) -> KeptActivity:
        """Have it happen to the citizen's newest activity for which it can; else to a new one."""
        self.citizen(cpr)
        today = datetime.now(UTC).date()
        fit = [
            one
            for one in self.activities.values()
            if one.cpr == cpr and one.entity.status in FIT_FOR.get(what, ())
        ]
        if fit:
            one = fit[-1]
            one.version += 1
        else:
            entity = Activity(aktivitet_identifier=uuid4(), startdato=today + PLANNED_IN)
            one = KeptActivity(cpr=cpr, version=1, entity=entity)
            self.activities[str(entity.aktivitet_identifier)] = one
        _happen(one.entity, what, today)
        self._notebook.note("activity", str(one.entity.aktivitet_identifier), one)
        return one

    def receive(self, key: str, task: dict[str, object], body: bytes, headers: list[str]) -> bool:
        """Take a task in; true when its key is new, else it is only counted."""
        new = key not in self.tasks
        if new:
            self.tasks[key] = Reception(
                task=task, receptions=1, headers=headers, at=datetime.now(UTC), body=body.decode()
            )
        else:
            known = self.tasks[key]
            known.receptions += 1
            known.same_bytes = known.same_bytes and known.body.encode() == body
            known.headers = sorted({*known.headers, *headers})
        self._notebook.note("task", key, self.tasks[key])
        return new


def _happen(entity: Activity, what: What, today: date) -> None:
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
