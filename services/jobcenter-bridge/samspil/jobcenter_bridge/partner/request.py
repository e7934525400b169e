"""A request for help as the case system gives it out, read strictly; its shape is ours."""

from typing import Any, NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.partner.entity import LONGEST_CODE, UnreadableEntity, truth, version, words
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object, text
from samspil.vocabulary.legal_basis import LegalBasis


class Asked(NamedTuple):
    """What they ask for, but for whom."""

    version: int
    name: str
    words: str
    urgent: bool
    asked_for: LegalBasis


def from_anmodning(body: bytes | None, asked: UUID, reading: Reading) -> Asked:
    """Raises ``UnreadableEntity``."""
    try:
        return _asked(read_object(body), asked, reading)
    except Unreadable:
        raise UnreadableEntity from None


def _asked(read: dict[str, Any], asked: UUID, reading: Reading) -> Asked:
    if text(read.get("id"), 36).lower() != str(asked):
        raise Unreadable
    name, what = words(read.get("name")), words(read.get("words"))
    if name is None or what is None:
        raise Unreadable
    code = text(read.get("askedFor"), LONGEST_CODE)
    return Asked(
        version=version(read.get("version")),
        name=name,
        words=what,
        urgent=truth(read.get("urgent")),
        asked_for=reading.bases.get(code, LegalBasis.SEL_85),
    )
