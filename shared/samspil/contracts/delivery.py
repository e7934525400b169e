"""How a delivery to a partner ended: the same words in both bridges, each on its own topic."""

from enum import StrEnum


class Told(StrEnum):
    """What a delivery told; never in other words than these."""

    CONTACT_HOLD = "contact_hold"
    CONTACT_HOLD_ENDED = "contact_hold_ended"
    CONTACT_PERSON = "contact_person"
    SHARING_ENDED = "sharing_ended"


class Outcome(StrEnum):
    """How it ended."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    EXPIRED = "expired"
    """No answer in time; if it may have left, it counts as told."""
