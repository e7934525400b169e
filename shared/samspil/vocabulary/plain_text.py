"""Plain text: what somebody wrote, as everybody can read it, whatever it was pasted from.

In Unicode's normal form C, without control characters, bidirectional overrides or signs that no font has.
"""

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens, marks of width zero: pasted along, they say nothing."""

_UNREADABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS: Final = frozenset("\u200c\u200d")
"""Some scripts are not written without them."""


class NotPlain(ValueError):
    """The text holds what nobody can read, or nothing that somebody can. The message never holds the text."""


def plain_line(text: str) -> str:
    """One line, such as a name: it has a letter. Raises ``NotPlain``."""
    line = _composed(text).strip()
    if not all(_is_readable(sign) for sign in line):
        raise NotPlain("unreadable")
    if not any(sign.isalpha() for sign in line):
        raise NotPlain("empty")
    return line


def plain_words(text: str) -> str:
    """Several lines: something in them can be read. Raises ``NotPlain``."""
    words = _composed(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not all(sign in "\n\t" or _is_readable(sign) for sign in words):
        raise NotPlain("unreadable")
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in words):
        raise NotPlain("empty")
    return words


def readable(text: str, otherwise: str) -> str:
    """One line of whatever was stored before texts were plain; ``otherwise`` where nothing of it can be read.

    Total: a letter to a partner can always be written.
    """
    kept = "".join(sign if _is_readable(sign) else " " for sign in _composed(text))
    line = " ".join(kept.split())
    return line if any(unicodedata.category(sign)[0] in "LN" for sign in line) else otherwise


def readable_words(text: str) -> str:
    """Several lines of what somebody else wrote, without what nobody can read; empty where nothing is left.

    Total: what a partner wrote reaches people.
    """
    lines = _composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(sign if sign in "\n\t" or _is_readable(sign) else " " for sign in lines).strip()
    return kept if any(unicodedata.category(sign)[0] in "LNPS" for sign in kept) else ""


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _is_readable(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) not in _UNREADABLE


def _line_of_request(text: str) -> str:
    try:
        return plain_line(text)
    except NotPlain as why:
        raise PydanticCustomError(f"text_{why}", "Not plain text") from None


def _words_of_request(text: str) -> str:
    try:
        return plain_words(text)
    except NotPlain as why:
        raise PydanticCustomError(f"text_{why}", "Not plain text") from None


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_line_of_request),
]
"""A person's name in a request; error types ``text_unreadable``, ``text_empty`` and pydantic's of length."""

Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_words_of_request),
]
"""Somebody's own words in a request; error types as of ``Name``."""
