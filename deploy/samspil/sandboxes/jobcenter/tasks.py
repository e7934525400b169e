"""Tasks that came in, and what a caseworker here answers in one."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel

ASKING = "HENVENDELSE"
"""The type of the tasks that want an answer."""


class Status(StrEnum):
    """How far a task is: the code that is given out."""

    CREATED = "oprettet"
    RECEIVED = "modtaget"
    INFORMATION_MISSING = "oplysninger_mangler"
    ACCEPTED = "accepteret"
    DECLINED = "afvist"
    NOT_OURS = "ikke_vores"
    STARTED = "paabegyndt"
    ENDED = "afsluttet"
    STOPPED = "stoppet"
    GOES_ON = "fortsaetter"


class Reply(BaseModel):
    """What the caseworker writes in the task."""

    status: Status
    note: str | None = None
    day: date | None = None


class Reception(BaseModel):
    """A task, how often it was handed in under the same key, and what was answered."""

    task: dict[str, object]
    receptions: int
    headers: list[str]
    """The names of the headers that it came with, at any reception."""
    at: datetime
    body: str = ""
    """As it came first."""
    same_bytes: bool = True
    """Whether it came in the same bytes each time."""
    version: int = 1
    reply: Reply = Reply(status=Status.CREATED)

    @property
    def asks(self) -> bool:
        """Whether it wants an answer."""
        return self.task.get("taskType") == ASKING

    def given_out(self, key: str) -> dict[str, object]:
        """As whoever may look at it gets it."""
        return {
            "id": key,
            "taskType": self.task.get("taskType"),
            "externalReference": self.task.get("externalReference"),
            "version": self.version,
            "status": self.reply.status,
            "note": self.reply.note,
            "date": self.reply.day.isoformat() if self.reply.day else None,
        }
