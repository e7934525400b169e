"""Bodies as they travel: plain, or packed with gzip, and never larger unpacked than what one may be."""

import gzip
import zlib
from io import BytesIO
from typing import Final

PACKINGS: Final = "gzip"
"""What is understood, as ``Accept-Encoding`` names it."""

_PLAIN: Final = frozenset({"", "identity"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})


class UnknownPacking(Exception):
    """The body is packed in a way that is not understood."""


class BadlyPacked(Exception):
    """The body is not what its packing says."""


class TooLarge(Exception):
    """Unpacked the body is larger than allowed."""


def unpacked(body: bytes, packing: str, at_most: int) -> bytes:
    """The body itself, of so many bytes at most. ``packing`` is the value of ``Content-Encoding``.

    Raises ``UnknownPacking``, ``BadlyPacked``, ``TooLarge``; of a bomb no more than that is ever unpacked.
    """
    name = packing.strip().lower()
    if name in _PLAIN:
        plain = body
    elif name in _GZIP:
        try:
            plain = gzip.GzipFile(fileobj=BytesIO(body)).read(at_most + 1)
        except (OSError, EOFError, zlib.error):
            raise BadlyPacked from None
    else:
        raise UnknownPacking
    if len(plain) > at_most:
        raise TooLarge
    return plain
