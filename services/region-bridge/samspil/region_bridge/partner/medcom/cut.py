"""Large files are cut out of a message while it comes in: it never lies in memory with them in it.

Whatever parses it then sees a small text, in which a marker stands for each file. Only what stands as an
attachment's ``data`` is cut, and only where it is long; everything else has to fit into the small text.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from samspil.region_bridge.partner.medcom.base64_stream import Base64, NotBase64
from samspil.region_bridge.partner.medcom.fhir import File
from samspil.region_bridge.partner.medcom.forms import Form, form_of
from samspil.region_bridge.partner.medcom.packing import TooLarge

SMALL: Final = 1024 * 1024
"""Bytes of a message without its files."""
FILES_AT_MOST: Final = 25 * SMALL
"""Bytes of the files of one message together, where nothing else is set."""
STAYS: Final = 16 * 1024
"""Bytes of base64 that stay where they are."""
MARKER: Final = "urn:samspil:cut:"
"""A marker that leads to no file stands for what was no base64."""

_LOOK_BACK: Final = 512
_OPENINGS: Final = {
    Form.JSON: re.compile(rb'"data"(?<!\\"data")[ \t\r\n]{0,99}:[ \t\r\n]{0,99}(")'),
    Form.XML: re.compile(
        rb"""<(?:[\w.-]{1,40}:)?data[ \t\r\n](?:[^<>]{0,400}?[ \t\r\n])??value\s{0,9}=\s{0,9}(["'])"""
    ),
}


class Parted(NamedTuple):
    """A message without its large files, and these."""

    text: bytes
    files: Mapping[str, File]


class Cutter:
    """Give it the message in pieces; then ask for what is left and what was cut."""

    def __init__(self, form: Form | None, files_at_most: int) -> None:
        """``files_at_most``: bytes of all files together. Without a form the first sign tells it."""
        self._opening = _OPENINGS[form] if form else None
        self._text = bytearray()
        self._looked = 0
        self._left = files_at_most
        self._files: dict[str, memoryview] = {}
        self._cuts = 0
        self._file: _File | None = None
        self._end = b""
        self._begins_at = 0

    @property
    def is_large(self) -> bool:
        """Whether something has been cut, or is being."""
        return self._cuts > 0

    def feed(self, piece: bytes) -> None:
        """Raises ``TooLarge``."""
        while piece:
            piece = self._within(piece) if self._end else self._look(piece)

    def close(self) -> Parted:
        """What is left, and what was cut out of it."""
        self._file = None  # a message that ends within a file is not understood
        return Parted(bytes(self._text), MappingProxyType(self._files))

    def _look(self, piece: bytes) -> bytes:
        """Take the piece up to where a file may begin."""
        self._keep(piece)
        if self._opening is None:
            if not self._text.strip():
                return b""
            self._opening = _OPENINGS[form_of(bytes(self._text[:64]))]
        found = self._opening.search(self._text, self._looked)
        if found is None:
            self._looked = max(0, len(self._text) - _LOOK_BACK)
            return b""
        self._end, self._begins_at = found[1], found.end()
        rest = bytes(memoryview(self._text)[found.end() :])
        del self._text[found.end() :]
        self._looked = found.end()
        return rest

    def _within(self, piece: bytes) -> bytes:
        """Take what belongs to the value that was begun."""
        inner, end, rest = piece.partition(self._end)
        if self._file is None:
            self._keep(inner)
            if len(self._text) - self._begins_at > STAYS:
                self._cut()
        else:
            self._left -= self._file.feed(inner)
        if self._left < 0:
            raise TooLarge
        if end:
            self._finish()
        return end + rest

    def _cut(self) -> None:
        begun = bytes(memoryview(self._text)[self._begins_at :])
        del self._text[self._begins_at :]
        self._file = _File()
        self._cuts += 1
        self._left -= self._file.feed(begun)

    def _finish(self) -> None:
        if self._file is not None:
            marker = f"{MARKER}{self._cuts - 1}"
            self._text += marker.encode()
            if (content := self._file.close()) is not None:
                self._files[marker] = content
            self._file = None
        self._end = b""
        self._looked = len(self._text)

    def _keep(self, piece: bytes) -> None:
        self._text += piece
        if len(self._text) > SMALL:
            raise TooLarge


class _File:
    """One file while it is cut; of what turns out to be no base64 nothing is kept."""

    def __init__(self) -> None:
        self._base64: Base64 | None = Base64()
        self._content = bytearray()

    def feed(self, text: bytes) -> int:
        """How many bytes it has grown by."""
        if self._base64 is None:
            return 0
        try:
            decoded = self._base64.feed(text)
        except NotBase64:
            self._give_up()
            return 0
        self._content += decoded
        return len(decoded)

    def close(self) -> memoryview | None:
        """The file; None where it was no base64."""
        try:
            if self._base64 is not None:
                self._base64.close()
        except NotBase64:
            self._give_up()
        return None if self._base64 is None else memoryview(self._content).toreadonly()

    def _give_up(self) -> None:
        self._base64 = None
        self._content.clear()
