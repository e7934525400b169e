"""Keeps personal data out of log lines and spans, whatever was handed to them by mistake."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID

MASK: Final = "[masked]"

# Six digits, then four signs with a digit among them: civil and replacement numbers alike.
# A space may stand for the hyphen only before digits, else "123456 rows" would be taken for a number.
_CPR = re.compile(
    r"(?<![0-9A-Za-z])[0-9]{6}(?:[ ]?[0-9]{4}|[-‐‑–]?(?=[A-Za-z]{0,3}[0-9])[0-9A-Za-z]{4})(?![0-9A-Za-z])"
)

DENIED: Final = frozenset(
    {
        "address",
        "args",
        "authorization",
        "birth_date",
        "body",
        "cookie",
        "cpr",
        "data",
        "email",
        "family_name",
        "given_name",
        "headers",
        "input",
        "key",
        "kwargs",
        "messaging.kafka.message.key",
        "name",
        "names",
        "params",
        "password",
        "payload",
        "phone",
        "query",
        "raw",
        "secret",
        "text",
        "token",
        "url.full",
        "url.path",
        "url.query",
        "value",
    }
)
"""Names under which personal data or secrets travel: what stands under one of them is dropped unread."""


def mask(text: str) -> str:
    """The text with every run that has the shape of a civil or replacement number masked."""
    return _CPR.sub(MASK, text)


def redact(value: object) -> object:
    """The value as plain JSON without denied keys; an object of any other class is told by its class only."""
    match value:
        case None | bool() | float():
            return value
        case int():
            return (
                MASK if len(str(abs(value))) in (9, 10) and _could_be_a_number_of_a_person(value) else value
            )
        case Enum():
            return redact(value.value)
        case str():
            return mask(value)
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return redact_entry(value)
        case bytes() | bytearray() | memoryview():
            return f"<{len(value)} bytes>"
        case Sequence() | set() | frozenset():
            return [redact(item) for item in value]
        case _:
            return f"<{type(value).__name__}>"


def redact_entry(entry: Mapping[Any, object]) -> dict[str, object]:
    """The entries under keys that are not denied, each redacted."""
    return {mask(str(key)): redact(item) for key, item in entry.items() if str(key).lower() not in DENIED}


def _could_be_a_number_of_a_person(value: int) -> bool:
    """Whether the digits open with a day (which may be raised by 60) and a month, as in civil numbers."""
    digits = f"{abs(value):010}"
    day, month = int(digits[:2]), int(digits[2:4])
    return (1 <= day <= 31 or 61 <= day <= 91) and 1 <= month <= 12
