"""What the region remembers, also after a restart: what it got, what it sent, who is admitted."""

from pydantic import BaseModel

from samspil.sandboxes.notebook import Notebook
from samspil.sandboxes.region.hospital import Course


class Received(BaseModel):
    """One message; however often it comes, it counts once."""

    message_id: str
    receptions: int = 1
    same_bytes: bool = True
    """Whether every reception had the bytes of the first."""
    body: str
    answer: str
    cpr: str
    name: str
    topic: str
    text: str
    headers: list[str]
    """The names of all HTTP headers that came with it, at any reception."""
    at: str


class Sent(BaseModel):
    """One notice and what became of it."""

    message_id: str
    what: str
    cpr: str
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

    @property
    def received(self) -> list[Received]:
        """Every message that was taken."""
        return list(self._received.values())

    def find(self, message_id: str) -> Received | None:
        """The message of that id, if it came before."""
        return self._received.get(message_id)

    def take(self, message: Received) -> None:
        """Keep a message, or that it came again."""
        self._received[message.message_id] = message
        self._notebook.note("received", message.message_id, message)

    def add(self, notice: Sent) -> None:
        """Keep a notice that was sent."""
        self._notebook.note("sent", str(len(self.sent)), notice)
        self.sent.append(notice)

    def course(self, cpr: str) -> Course | None:
        """The newest stay of a patient."""
        return self._courses.get(cpr)

    def admit(self, cpr: str, course: Course) -> None:
        """Keep the stay as it now is."""
        self._courses[cpr] = course
        self._notebook.note("course", cpr, course)
