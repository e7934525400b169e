"""Which kinds of files come with messages (MedCom's CareCommunication)."""

from collections.abc import Mapping
from typing import Final

ENDINGS: Final[Mapping[str, str]] = {
    "application/pdf": "pdf",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
}
"""Media type → how the file's name ends; these and no others are taken in."""
