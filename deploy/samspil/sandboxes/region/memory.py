"""What the region remembers, also after a restart: what it got, what it sent, who is admitted."""

import os
from pathlib import Path

from pydantic import BaseModel, Field

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


class Memory(BaseModel):
    """Everything, the newest last."""

    received: list[Received] = Field(default_factory=list)
    sent: list[Sent] = Field(default_factory=list)
    courses: dict[str, Course] = Field(default_factory=dict)
    """CPR number → the newest stay."""

    def find(self, message_id: str) -> Received | None:
        """The message of that id, if it came before."""
        return next((one for one in self.received if one.message_id == message_id), None)


def remember(file: Path | None) -> Memory:
    """What stands in the file."""
    if file is None or not file.exists():
        return Memory()
    return Memory.model_validate_json(file.read_bytes())


def keep(memory: Memory, file: Path | None) -> None:
    """Write it beside and put it in place at once: a kill leaves the old or the new."""
    if file is None:
        return
    beside = file.with_suffix(".new")
    beside.write_text(memory.model_dump_json(indent=1))
    os.replace(beside, file)
