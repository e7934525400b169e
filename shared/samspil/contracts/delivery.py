"""How a delivery to a partner ended: the same words in both bridges, each on its own topic."""

from enum import StrEnum


class Told(StrEnum):
    """What a delivery told; never in other words than these."""

    CONTACT_HOLD = "contact_hold"
    CONTACT_HOLD_ENDED = "contact_hold_ended"
    CONTACT_PERSON = "contact_person"
    REFERRAL = "referral"
    """A referral asks the partner to help."""
    REFERRAL_INFORMATION = "referral_information"
    """What the partner wanted to know before it answers one."""
    REFERRAL_CANCELLED = "referral_cancelled"
    REFERRAL_CLOSED = "referral_closed"
    """The citizen died, moved or no longer wants it; never which of these."""
    CANCELLATION_REQUESTED = "cancellation_requested"
    """Help that has begun is asked to be stopped."""
    REQUEST_ANSWERED = "request_answered"
    """What became of a request that the partner sent us."""
    EMPLOYMENT_GOAL = "employment_goal"
    WORKPLACE_SUPPORT = "workplace_support"
    MEETING = "meeting"
    """A meeting that the partner takes part in."""
    MEETING_CANCELLED = "meeting_cancelled"
    PLAN = "plan"
    """That there is a plan, agreed with the citizen."""
    CRISIS_PLAN = "crisis_plan"
    MESSAGE = "message"
    """What somebody wrote to the partner."""
    ADMISSION_REPORT = "admission_report"
    """What the ward asked to know about whom it has admitted."""
    AGREEMENT = "agreement"
    """How far a discharge agreement or a coordination plan is, and what it says."""
    SHARING_ENDED = "sharing_ended"


class Outcome(StrEnum):
    """How it ended."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    EXPIRED = "expired"
    """No answer in time; if it may have left, it counts as told."""
