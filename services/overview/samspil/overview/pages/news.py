"""What somebody just did, as it is said to them once."""

from enum import StrEnum


class News(StrEnum):
    """Kept with the session until a page has said it."""

    HOLD_SET = "hold_set"
    HOLD_ENDED = "hold_ended"
    HOLD_OVER = "hold_over"
    """It was ended before: by somebody else, or by the same click."""
    HOLD_DECLINED = "hold_declined"
    MESSAGE_HANDLED = "message_handled"


NEWS = {
    News.HOLD_SET: "Kontaktpausen er sat.",
    News.HOLD_ENDED: "Kontaktpausen er afsluttet.",
    News.HOLD_OVER: "Kontaktpausen var allerede afsluttet.",
    News.HOLD_DECLINED: "Der er ikke sat en kontaktpause.",
    News.MESSAGE_HANDLED: "Beskeden er klaret.",
}
