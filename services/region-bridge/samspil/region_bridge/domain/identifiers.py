"""Identifiers of threads, texts and files: a UUID, published as ``urn:uuid:…`` and met in other forms."""

import re
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

_PUBLISHED: Final = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID: Final = re.compile(r"(urn:uuid:)?([0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12})", re.IGNORECASE)


def is_as_published(value: str) -> bool:
    """Whether it is written as MedCom asks."""
    return _PUBLISHED.fullmatch(value) is not None


def uuid_in(value: str) -> UUID | None:
    """The UUID, with and without ``urn:uuid:``, hyphens and capitals; None where it is none."""
    found = _UUID.fullmatch(value.strip())
    return UUID(found[2]) if found else None


def identifier_in(value: str) -> UUID:
    """The same for the same identifier, a UUID or not; what is none is never kept itself."""
    return uuid_in(value) or uuid5(NAMESPACE_URL, value)


def event_id(message_id: str) -> UUID:
    """MessageHeader.id as events name it: its own where that is a UUID, as MedCom asks."""
    return identifier_in(message_id)
