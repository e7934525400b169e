"""The case system's memory: in the process, and in a notebook so that a restart forgets nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from samspil.sandboxes.jobcenter import meetings
from samspil.sandboxes.jobcenter.activities import (
    FIT_FOR,
    PLANNED_IN,
    Activity,
    KeptActivity,
    More,
    What,
    happen,
)
from samspil.sandboxes.jobcenter.meetings import Invitation, KeptMeeting, MeetingWhat
from samspil.sandboxes.jobcenter.requests import KeptRequest, Request
from samspil.sandboxes.jobcenter.standings import Group, KeptStanding
from samspil.sandboxes.jobcenter.tasks import Reception, Reply
from samspil.sandboxes.notebook import Notebook


class Changed(NamedTuple):
    """What is notified of an entity: nothing of what it holds."""

    name: str
    id: UUID
    version: int
    is_deleted: bool = False


class NoTask(Exception):
    """Nobody has asked anything about this citizen."""


class NoRequest(Exception):
    """There is no such request that stands."""


class CaseSystem:
    """Citizens, activities, tasks, requests, calls to meetings and contact groups."""

    def __init__(self, file: Path) -> None:
        self._notebook = Notebook(file)
        self.citizens = self._notebook.entries("citizen", UUID)
        """CPR number → the case system's own id."""
        self.activities = self._notebook.entries("activity", KeptActivity)
        """By their identifier."""
        self.tasks = self._notebook.entries("task", Reception)
        """By ``Idempotency-Key``, which is their id."""
        self.requests = self._notebook.entries("request", KeptRequest)
        """By their id."""
        self.meetings = self._notebook.entries("meeting", KeptMeeting)
        """By their id."""
        self.standings = self._notebook.entries("standing", KeptStanding)
        """By their id."""

    def citizen(self, cpr: str) -> UUID:
        """The case system's own id of a citizen; it knows every resident."""
        if cpr not in self.citizens:
            self.citizens[cpr] = uuid4()
            self._notebook.note("citizen", cpr, self.citizens[cpr])
        return self.citizens[cpr]

    def change(self, what: What, cpr: str, more: More | None = None) -> Changed:
        """Have it happen to the citizen's newest activity for which it can; else to a new one."""
        self.citizen(cpr)
        more = more or More()
        today = more.on or datetime.now(UTC).date()
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
        happen(one.entity, what, today, more)
        id_ = one.entity.aktivitet_identifier
        self._notebook.note("activity", str(id_), one)
        return Changed("Aktivitet", id_, one.version, is_deleted=one.entity.status == "slettet")

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

    def whose(self, task: Reception) -> str | None:
        """The CPR number of whom the task is about."""
        reference = task.task.get("reference")
        known_as = reference.get("id") if isinstance(reference, dict) else None
        return next((cpr for cpr, id_ in self.citizens.items() if str(id_) == known_as), None)

    def newest_task(self, cpr: str) -> str:
        """The key of the newest task about the citizen that wants an answer. Raises ``NoTask``."""
        asking = [key for key, one in self.tasks.items() if one.asks and self.whose(one) == cpr]
        if not asking:
            raise NoTask
        return asking[-1]

    def answer(self, key: str, reply: Reply) -> Changed:
        """A caseworker answers in the task, once or again. Raises ``NoTask``."""
        one = self.tasks.get(key)
        if one is None:
            raise NoTask
        one.version += 1
        one.reply = reply
        self._notebook.note("task", key, one)
        return Changed("Opgave", UUID(key), one.version)

    def ask(self, cpr: str, request: Request) -> Changed:
        """A caseworker asks social psychiatry for help."""
        self.citizen(cpr)
        id_ = uuid4()
        self.requests[str(id_)] = KeptRequest(cpr=cpr, version=1, entity=request)
        self._notebook.note("request", str(id_), self.requests[str(id_)])
        return Changed("Anmodning", id_, 1)

    def call(self, what: MeetingWhat, cpr: str, said: Invitation | None = None) -> Changed:
        """Have it happen to the citizen's newest call that stands; else to a new one, which says ``said``."""
        self.citizen(cpr)
        stand = [id_ for id_, one in self.meetings.items() if one.cpr == cpr and one.status == "indkaldt"]
        if stand and what is not MeetingWhat.CALLED:
            id_ = stand[-1]
            self.meetings[id_].version += 1
        else:
            id_ = str(uuid4())
            self.meetings[id_] = KeptMeeting(cpr=cpr, version=1, entity=said or Invitation())
        one = self.meetings[id_]
        meetings.happen(one, what)
        self._notebook.note("meeting", id_, one)
        return Changed("Indkaldelse", UUID(id_), one.version, is_deleted=one.status == "slettet")

    def stand(self, cpr: str, group: Group | None, coordinator: str | None) -> Changed:
        """The citizen belongs to a group from its first day on; None: her contact group is deleted."""
        self.citizen(cpr)
        own = [id_ for id_, one in self.standings.items() if one.cpr == cpr and not one.is_deleted]
        id_ = own[-1] if own else str(uuid4())
        one = self.standings.setdefault(id_, KeptStanding(cpr=cpr))
        one.version += 1
        one.coordinator = coordinator
        if group is None:
            one.is_deleted = True
        else:
            one.joins(group)
        self._notebook.note("standing", id_, one)
        return Changed("Kontaktgruppe", UUID(id_), one.version, is_deleted=one.is_deleted)

    def newest_request(self, cpr: str) -> str:
        """The id of the newest request about the citizen that stands. Raises ``NoRequest``."""
        standing = [id_ for id_, one in self.requests.items() if one.cpr == cpr and not one.is_deleted]
        if not standing:
            raise NoRequest
        return standing[-1]

    def withdraw(self, id_: str) -> Changed:
        """A caseworker deletes what was asked for. Raises ``NoRequest``."""
        one = self.requests.get(id_)
        if one is None or one.is_deleted:
            raise NoRequest
        one.version += 1
        one.is_deleted = True
        self._notebook.note("request", id_, one)
        return Changed("Anmodning", UUID(id_), one.version, is_deleted=True)
