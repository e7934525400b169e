"""Of which kind a file is (vocabulary/file_types.py), told by its own first bytes."""

from typing import Final

from samspil.region_bridge.partner.medcom.fhir import File

_BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_ALSO_CALLED: Final = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/tif": "image/tiff",
    "image/x-ms-bmp": "image/bmp",
    "image/x-bmp": "image/bmp",
    "application/x-pdf": "application/pdf",
}


def media_type_of(content: File) -> str | None:
    """What the file is, whatever it is said to be; None for every other kind."""
    head = bytes(content[:10])
    if head.startswith(b"BM") and head[6:10] == bytes(4):  # after its size four bytes that are nothing
        return "image/bmp"
    return next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)


def is_called(told: str | None, kind: str) -> bool:
    """Whether a message calls a file of that kind by one of its names, or by none."""
    name = (told or "").partition(";")[0].strip().lower()
    return not name or _ALSO_CALLED.get(name, name) == kind
