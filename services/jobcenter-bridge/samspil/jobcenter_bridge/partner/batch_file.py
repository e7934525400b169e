"""A file of activities, cut into its rows while it comes in: CSV (RFC 4180) or a JSON array (RFC 8259).

The columns, or the objects' names, are the elements of an ``Aktivitet``, and whom it is about.
"""

import csv
import json
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Protocol

COLUMNS: Final = (
    *("cpr", "aktivitetIdentifier", "versionIdentifier", "aktiveringstype", "status"),
    *("startdato", "slutdato", "timerPrUge", "minutterPrUge", "timerGaelderFra"),
    *("opnaaetDato", "resultat", "formaal"),
)
NEEDED: Final = frozenset({"cpr", "aktivitetIdentifier", "versionIdentifier", "startdato"})
NUMBERS: Final = frozenset({"versionIdentifier", "timerPrUge", "minutterPrUge"})

LONGEST_ROW: Final = 65_536
"""Signs: what goes on for longer has lost its end."""

_WHOLE = re.compile("[0-9]{1,19}")
_SPACE = re.compile("[ \t\n\r]*")


class Flaw(Enum):
    """What stands where a row or a value should, and is none; its value is the fault's code."""

    COLUMNS = "row_columns"
    """A row that has not as many cells as the first line."""
    NO_OBJECT = "row_object"
    TWICE = "row_name_twice"
    """A JSON object in which a name stands twice: of that every reader may take another value."""
    NO_NUMBER = "int_type"


Cut = Mapping[str, object] | Flaw
"""A row's cells by their columns, without the empty ones."""


class UnreadableFile(Exception):
    """The file is none, from this row on; the text never holds any of it."""

    def __init__(self, code: str, row: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.row = row


class Cutter(Protocol):
    """Cuts one file; what it holds back is shorter than what it was fed with and a row."""

    def feed(self, text: str) -> list[Cut]:
        """The rows that end in it. Raises ``UnreadableFile``."""
        ...

    def end(self) -> list[Cut]:
        """What was held back, when nothing more comes. Raises ``UnreadableFile``."""
        ...


class CsvCutter:
    """Cells are set off by commas or, as spreadsheets do in Denmark, by semicolons: the first line tells."""

    def __init__(self) -> None:
        self._line = ""  # not yet ended
        self._open: list[str] = []  # the ended lines of a row within whose quotes lines end
        self._held = 0  # signs in them
        self._columns: tuple[str, ...] = ()
        self._separator = ","
        self._rows = 0

    def feed(self, text: str) -> list[Cut]:
        """The rows that end in it."""
        *lines, self._line = (self._line + text).split("\n")
        cut = [row for line in lines if (row := self._of_line(line)) is not None]
        if len(self._line) > LONGEST_ROW:
            raise self._broken()
        return cut

    def end(self) -> list[Cut]:
        """The last line need not end."""
        cut = self.feed("\n")
        if self._open:
            raise self._broken()
        if not self._columns:
            raise UnreadableFile("file_empty")
        return cut

    def _of_line(self, line: str) -> Cut | None:
        """The row that ends with it, if one does."""
        is_quote_odd = line.count('"') % 2 == 1
        if is_quote_odd != bool(self._open):  # it opens here, or stays open
            self._open.append(line)
            self._held += len(line) + 1
            if self._held > LONGEST_ROW:
                raise self._broken()
            return None
        record = "\n".join((*self._open, line)) if self._open else line
        self._open, self._held = [], 0
        if not record.strip():
            return None
        if not self._columns:
            self._head(record)
            return None
        cells = self._cells(record)
        self._rows += 1
        if len(cells) != len(self._columns):
            return Flaw.COLUMNS
        return {
            name: _number(cell) if name in NUMBERS else cell
            for name, cell in zip(self._columns, cells, strict=True)
            if cell
        }

    def _head(self, record: str) -> None:
        self._separator = ";" if ";" in record else ","
        columns = tuple(self._cells(record))
        if len({*columns}) < len(columns) or not NEEDED <= {*columns} <= {*COLUMNS}:
            raise UnreadableFile("file_columns")
        self._columns = columns

    def _cells(self, record: str) -> list[str]:
        try:
            [cells] = csv.reader((record,), delimiter=self._separator, strict=True)
        except csv.Error:
            raise self._broken() from None
        return cells

    def _broken(self) -> UnreadableFile:
        return UnreadableFile("csv_invalid", self._rows + 1 if self._columns else None)


class JsonCutter:
    """One array, whose items are decoded one by one."""

    def __init__(self) -> None:
        self._text = ""
        self._rows = 0
        self._is_begun = self._is_over = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_once, parse_int=_whole, parse_constant=lambda _: Flaw.NO_NUMBER
        )

    def feed(self, text: str) -> list[Cut]:
        """The rows that end in it."""
        self._text += text
        cut: list[Cut] = []
        at = self._begin() if not self._is_begun else 0
        while self._is_begun and (item := self._next(at)) is not None:
            row, at = item
            cut += [] if row is None else [row]
        self._text = self._text[at:]
        if len(self._text) > LONGEST_ROW:
            raise self._broken()
        return cut

    def end(self) -> list[Cut]:
        """Nothing is held back of an array that ended."""
        if not self._is_over:
            raise self._broken() if self._is_begun or self._text.strip() else UnreadableFile("file_empty")
        return []

    def _begin(self) -> int:
        at = _skip(self._text, 0)
        if at < len(self._text):
            if self._text[at] != "[":
                raise UnreadableFile("json_no_array")
            self._is_begun = True
            return at + 1
        return at

    def _next(self, at: int) -> tuple[Cut | None, int] | None:
        """The next item and where it ends with what follows it; None while that is not here."""
        at = _skip(self._text, at)
        if at == len(self._text):
            return None
        if self._is_over:
            raise self._broken()
        if self._rows == 0 and self._text[at] == "]":
            self._is_over = True
            return None, at + 1
        try:
            value, end = self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError:
            return None  # it goes on, or is too long by and by, or the file ends in it
        except RecursionError:
            raise self._broken() from None
        end = _skip(self._text, end)
        if end == len(self._text):
            return None
        if self._text[end] not in ",]":
            raise self._broken()
        self._is_over = self._text[end] == "]"
        self._rows += 1
        return _row(value), end + 1

    def _broken(self) -> UnreadableFile:
        return UnreadableFile("json_invalid", self._rows + 1)


def _row(value: object) -> Cut:
    if isinstance(value, Flaw):
        return value
    return value if isinstance(value, dict) else Flaw.NO_OBJECT


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Flaw:
    read = dict(pairs)
    return read if len(read) == len(pairs) else Flaw.TWICE


def _whole(digits: str) -> int | Flaw:
    return int(digits) if len(digits) <= 20 else Flaw.NO_NUMBER


def _number(cell: str) -> int | str:
    return int(cell) if _WHOLE.fullmatch(cell) else cell


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
