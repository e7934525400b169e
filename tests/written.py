"""Pages in which everything that can be written is markup, and how a browser's parser reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import EnumType
from functools import cache
from html.parser import HTMLParser
from itertools import count
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import AwareDatetime

from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.sealed import Sealed

MARKUP = "javascript:x--></title></textarea></script><img src=x onerror='x'>\" onfocus=\"x &lt;b&gt;&amp;"
"""What a page must show and not obey: it ends whatever element, comment or attribute it stands in."""
LETTERS = str.maketrans(dict.fromkeys("<>\"'&", "x"))
HARMLESS = MARKUP.translate(LETTERS)
"""The same with letters in place of the signs that mean something in HTML."""

ADDRESSES = frozenset({"href", "src", "action", "formaction", "hx-get", "hx-sse:connect", "xlink:href"})

TOKEN = sealed()

MANY = 7
"""So many entries has every list: each code of an enumeration stands in one of them."""


@cache  # of the same type, text and turn it is the same, and types stand in each other many times
def written(kind: Any, text: str, turn: int = 0) -> Any:
    """A value of the type in which every text is this one; ``turn`` chooses codes, and what is absent."""
    inner = get_args(kind)
    made = _plain(getattr(kind, "__supertype__", kind), text, turn)
    if made is not None:
        return made
    if get_origin(kind) in {UnionType, Union}:
        absent = NoneType in inner and turn % 3 == 2
        return None if absent else written(next(one for one in inner if one is not NoneType), text, turn)
    if get_origin(kind) is tuple:
        if inner[-1] is not Ellipsis:
            return tuple(written(one, text, turn) for one in inner)
        return tuple(written(inner[0], text, turn + number) for number in range(MANY))
    if get_origin(kind) is frozenset:
        return frozenset(written(inner[0], text, turn + number) for number in range(MANY))
    if get_origin(kind) in {dict, Mapping}:
        return {
            written(inner[0], text, turn + number): written(inner[1], text, turn + number)
            for number in range(MANY)
        }
    return kind(**dict(_fields(kind, text, turn)))


def _plain(kind: Any, text: str, turn: int) -> Any:
    if isinstance(kind, EnumType):
        codes: list[Any] = list(kind)
        return codes[turn % len(codes)]
    known = {
        str: text,
        Sealed: TOKEN,
        UUID: UUID(int=turn % MANY + 1),
        int: turn,
        float: float(turn),
        bool: turn % 2 == 0,
        date: MONDAY.date() + timedelta(days=turn),
        datetime: MONDAY + timedelta(days=turn),
        AwareDatetime: MONDAY + timedelta(days=turn),
    }
    return known.get(kind)


def _fields(kind: Any, text: str, turn: int) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    for number, name in zip(count(turn), names, strict=False):
        yield name, written(hints[name], text, number)


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[Any, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *((name, _in_letters(value or "")) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("/", tag))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "":
            data = self.found.pop()[1] + data
        self.found.append(("", _in_letters(data)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!", _in_letters(data)))


def _in_letters(text: str) -> str:
    return text.translate(LETTERS)


def read(page: str) -> list[tuple[Any, ...]]:
    """The elements, their attributes and the texts, in order; in the texts letters stand for signs."""
    parser = _Read()
    parser.feed(page)
    parser.close()
    return parser.found


def require_harmless(page: str, same: str) -> None:
    """That ``page``, full of ``MARKUP``, is read as ``same`` is, the page full of ``HARMLESS``."""
    found = read(page)
    assert HARMLESS in str(found)
    assert found == read(same)
    for tag, *attributes in (one for one in found if one[0] not in {"", "/", "!"}):
        for name, value in attributes:
            assert name not in ADDRESSES or (value[0] in "/#" and not value.startswith("//")), (
                tag,
                name,
                value,
            )
            assert not name.startswith("on")
