"""What a partner answers to a referral of ours: the same words from both bridges, each on its own topic."""

from enum import StrEnum


class PartnerAnswer(StrEnum):
    """The step that the partner took."""

    RECEIVED = "received"
    """Somebody there has taken it in; that is no answer."""
    INFORMATION_REQUESTED = "information_requested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_OURS = "not_ours"
    """It is another's to answer."""
    STARTED = "started"
    COMPLETED = "completed"
    CANCELLATION_ACCEPTED = "cancellation_accepted"
    CANCELLATION_REFUSED = "cancellation_refused"
