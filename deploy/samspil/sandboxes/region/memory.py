"""What the region remembers, also after a restart: what it got, what it sent, who is admitted."""

from typing import Any

from pydantic import BaseModel
from pydantic_core import from_json

from samspil.sandboxes.notebook import Notebook
from samspil.sandboxes.region.course import Course
from samspil.sandboxes.region.threads import Thread


class Received(BaseModel):
    """One message; however often it comes, it counts once."""

    message_id: str
    receptions: int = 1
    same_bytes: bool = True
    """Whether every reception said what the first did; a transmission has a Bundle.id of its own."""
    bundle_ids: list[str] = []
    body: str
    answer: str
    activity: str = "new-message"
    cpr: str
    name: str
    topic: str
    text: str
    """What is new in it."""
    category: str = ""
    thread: str = ""
    headers: list[str]
    """The names of all HTTP headers that came with it, at any reception."""
    kinds: list[str] = []
    """The media types as which it came; ``body`` is JSON."""
    at: str


class Sent(BaseModel):
    """One message of the region's and what became of it."""

    message_id: str
    what: str
    """A ``course.What``, a ``ward.Writes``, or an acknowledgement's code."""
    cpr: str
    """Empty for an acknowledgement."""
    status: int | None
    """Of HTTP; None when there was no answer."""
    code: str | None
    """Of the Acknowledgement."""
    trace_id: str | None
    body: str
    at: str


class Memory:
    """Everything, the newest last."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._received = notebook.entries("received", Received)
        self.sent = list(notebook.entries("sent", Sent).values())
        self._courses = notebook.entries("course", Course)
        self._threads = notebook.entries("thread", Thread)

    @property
    def received(self) -> list[Received]:
        """Every message that was taken."""
        return list(self._received.values())

    @property
    def threads(self) -> list[Thread]:
        """Every thread, in the order in which they began here."""
        return list(self._threads.values())

    def find(self, message_id: str) -> Received | None:
        """The message of that id, if it came before."""
        return self._received.get(message_id)

    def take(self, message: Received) -> None:
        """Keep a message, or that it came again."""
        self._received[message.message_id] = message
        self._notebook.note("received", message.message_id, message)

    def add(self, sent: Sent) -> None:
        """Keep what was sent."""
        self._notebook.note("sent", str(len(self.sent)), sent)
        self.sent.append(sent)

    def course(self, cpr: str) -> Course | None:
        """The newest stay of a patient."""
        return self._courses.get(cpr)

    def admit(self, cpr: str, course: Course) -> None:
        """Keep the stay as it now is."""
        self._courses[cpr] = course
        self._notebook.note("course", cpr, course)

    def thread(self, id_: str) -> Thread | None:
        """The thread of that id."""
        return self._threads.get(id_)

    def go_on(self, thread: Thread) -> None:
        """Keep the thread as it now is."""
        self._threads[thread.id] = thread
        self._notebook.note("thread", thread.id, thread)


def says_the_same(body: bytes, first: str) -> bool:
    """Whether two transmissions are one message: what is new with each of them aside."""
    return _message(body) == _message(first)


def _message(body: bytes | str) -> dict[str, Any]:
    bundle = from_json(body)
    return {name: value for name, value in bundle.items() if name not in {"id", "timestamp"}}
