"""Bodies as they travel: plain, or packed with gzip, and never larger unpacked than what one may be."""

import zlib
from collections.abc import Iterator
from typing import Any, Final

PACKINGS: Final = "gzip"
"""What is understood, as ``Accept-Encoding`` names it."""

_PLAIN: Final = frozenset({"", "identity"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_WITH_GZIP_HEADER: Final = 16 + zlib.MAX_WBITS
_PIECE: Final = 64 * 1024


class UnknownPacking(Exception):
    """The body is packed in a way that is not understood."""


class BadlyPacked(Exception):
    """The body is not what its packing says."""


class TooLarge(Exception):
    """Unpacked the body is larger than allowed."""


class Unpacking:
    """Unpacks a body while it comes; ``packing`` is the value of ``Content-Encoding``.

    Of a bomb no more than ``at_most`` bytes are ever unpacked, and never more than a piece of them at once.
    """

    def __init__(self, packing: str, at_most: int) -> None:
        """Raises ``UnknownPacking``."""
        name = packing.strip().lower()
        if name not in _PLAIN | _GZIP:
            raise UnknownPacking
        self._is_packed = name in _GZIP
        self._left = at_most
        self._member: Any = None
        """What unpacks the gzip member that was begun; a body may be several, one after the other."""
        self._has_begun = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """What the next piece holds, in small pieces. Raises ``BadlyPacked``, ``TooLarge``."""
        for plain in self._unpacked(piece) if self._is_packed else _pieces(piece):
            self._left -= len(plain)
            if self._left < 0:
                raise TooLarge
            yield plain

    def close(self) -> None:
        """Say that nothing more comes. Raises ``BadlyPacked``."""
        if self._member is not None:
            raise BadlyPacked

    def _unpacked(self, piece: bytes) -> Iterator[bytes]:
        rest = piece
        while rest:
            if self._member is None:
                rest = rest.lstrip(b"\x00") if self._has_begun else rest  # padding behind a member
                if not rest:
                    return
                self._member, self._has_begun = zlib.decompressobj(_WITH_GZIP_HEADER), True
            try:
                plain = self._member.decompress(rest, _PIECE)
            except zlib.error:
                raise BadlyPacked from None
            rest = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if self._member.eof:
                self._member = None
            if plain:
                yield plain


def unpacked(body: bytes, packing: str, at_most: int) -> bytes:
    """The body itself, of so many bytes at most. Raises ``UnknownPacking``, ``BadlyPacked``, ``TooLarge``."""
    unpacking = Unpacking(packing, at_most)
    plain = b"".join(unpacking.feed(body))
    unpacking.close()
    return plain


def _pieces(piece: bytes) -> Iterator[bytes]:
    if len(piece) <= _PIECE:
        yield piece
        return
    for start in range(0, len(piece), _PIECE):
        yield bytes(memoryview(piece)[start : start + _PIECE])
