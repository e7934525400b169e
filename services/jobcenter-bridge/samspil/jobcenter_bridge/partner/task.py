"""A task as the case system gives it out after somebody worked on it, read strictly; its shape is ours."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from samspil.contracts.answer import PartnerAnswer
from samspil.jobcenter_bridge.partner.entity import LONGEST_CODE, UnreadableEntity, agreed_day, version, words
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object, text


class Reply(NamedTuple):
    """What their caseworker answered."""

    version: int
    referral: UUID
    answer: PartnerAnswer
    day: date | None
    words: str
    """What they wrote; where they wrote nothing, that they did not."""


NOTHING_WRITTEN = "Der er ikke skrevet noget."


def from_opgave(body: bytes | None, asked: UUID, reading: Reading, today: date) -> Reply | None:
    """None where it asks nothing of ours, or nobody has taken a step yet. Raises ``UnreadableEntity``."""
    try:
        return _reply(read_object(body), asked, reading, today)
    except Unreadable:
        raise UnreadableEntity from None


def _reply(read: dict[str, Any], asked: UUID, reading: Reading, today: date) -> Reply | None:
    if text(read.get("id"), 36).lower() != str(asked):
        raise Unreadable
    referral = _ours(read.get("externalReference"))
    if referral is None or text(read.get("taskType"), LONGEST_CODE) != reading.asking:
        return None
    status = text(read.get("status"), LONGEST_CODE)
    if status not in reading.answers:
        raise Unreadable
    answer = reading.answers[status]
    if answer is None:
        return None
    day, note = read.get("date"), read.get("note")
    return Reply(
        version=version(read.get("version")),
        referral=referral,
        answer=answer,
        day=None if day is None else agreed_day(day, today),
        words=(note is not None and words(note)) or NOTHING_WRITTEN,
    )


def _ours(reference: object) -> UUID | None:
    """The referral; other systems' references need not look like ours."""
    try:
        return UUID(reference) if isinstance(reference, str) else None
    except ValueError:
        return None
