"""Which kinds of files come with messages (MedCom's CareCommunication), told by their own first bytes."""

from typing import Final

from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import File
from samspil.region_bridge.partner.medcom.reading import Refused

SUFFIXES: Final = {
    "application/pdf": "pdf",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/bmp": "bmp",
}
"""By media type: these and no others are taken in."""

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
    if head.startswith(b"BM") and head[6:10] == bytes(
        4
    ):  # four bytes of its size, then four that are nothing
        return "image/bmp"
    return next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)


def media_type_as_told(told: str | None, content: File) -> str:
    """What the file is, if the message does not call it something else. Raises ``Refused``."""
    found = media_type_of(content)
    name = (told or "").partition(";")[0].strip().lower()
    if found is None or (name and _ALSO_CALLED.get(name, name) != found):
        raise Refused(Error.DATATYPE)
    return found
