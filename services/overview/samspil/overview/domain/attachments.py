"""What came with a message from a hospital, and lies sealed at the region-bridge: files, and long texts."""

from dataclasses import dataclass
from uuid import UUID

from samspil.overview.domain.handle_message import require_message
from samspil.overview.domain.view import View
from samspil.vocabulary.file_types import ENDINGS

LONG_TEXT = "text/plain; charset=utf-8"


class NoSuchAttachment(Exception):
    """The message has nothing with this id."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One of them, as its reader saves it."""

    media_type: str
    name: str
    """Of the file: which it is, and nothing of what stands in it."""


MEDIA_TYPES = (*ENDINGS, LONG_TEXT.partition(";")[0])
"""Of everything that is passed on."""


def require_attachment(view: View, message: UUID, attachment: UUID) -> Lying:
    """The file of a message that the view has. Raises ``NoSuchMessage``, ``NoSuchAttachment``."""
    found = require_message(view, message)
    for number, one in enumerate(found.attachments, 1):
        if one.attachment_id == attachment and one.media_type in ENDINGS:
            return Lying(one.media_type, f"bilag-{number}.{ENDINGS[one.media_type]}")
    for number, text in enumerate(found.segments, 1):
        if text.document_id == attachment:
            return Lying(LONG_TEXT, f"tekst-{number}.txt")
    raise NoSuchAttachment
