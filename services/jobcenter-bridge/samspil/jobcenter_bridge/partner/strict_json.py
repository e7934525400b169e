"""What the case system answers, as JSON (RFC 8259) in which everything is said once."""

from typing import Any

from samspil.vocabulary.json_once import read_json


class Unreadable(Exception):
    """It is no such JSON object; the text never holds any of it."""


def read_object(body: bytes | None) -> dict[str, Any]:
    """The object. Raises ``Unreadable``, also for a name that stands there twice, however deep."""
    try:
        read = read_json((body or b"").decode("utf-8-sig"))
    except ValueError:
        raise Unreadable from None
    if not isinstance(read, dict):
        raise Unreadable
    return read


def text(value: object, longest: int) -> str:
    """The value, if it is text that can be read and sent on. Raises ``Unreadable``."""
    if isinstance(value, str) and 0 < len(value) <= longest and value.isprintable():
        return value
    raise Unreadable
