"""Small made-up files that a message may carry."""

from base64 import b64decode
from enum import StrEnum
from typing import Final, NamedTuple


class File(StrEnum):
    """Which one."""

    PDF = "pdf"
    PNG = "png"


class Content(NamedTuple):
    """What is in a file."""

    kind: str
    """Its media type."""
    title: str
    data: bytes


_PDF: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
_PNG: Final = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
FILES: Final = {
    File.PDF: Content("application/pdf", "Opdigtet notat", _PDF),
    File.PNG: Content("image/png", "Opdigtet billede", _PNG),
}
