"""What the case system answers, as JSON (RFC 8259) in which everything is said once."""

from typing import Any

from samspil.vocabulary.json_once import read_json


class Unreadable(Exception):
    """It is no such JSON object, or no such value; the text never holds any of it."""

    def __init__(self, code: str = "unreadable") -> None:
        """``code`` names what is wrong with it, as the doors name it (web/field_errors.py)."""
        super().__init__(code)
        self.code = code


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
    if not isinstance(value, str):
        raise Unreadable("string_type")
    raise Unreadable("text_too_long" if len(value) > longest else "text_unreadable")
