"""What sort of information a field is: consents name these, and the law pack says who may be told which."""

from enum import StrEnum


class DataClass(StrEnum):
    """A class of information; whatever is derived from a class keeps it."""

    IDENTITY = "identity"
    """Who the citizen is."""
    NETWORK = "network"
    """Who is involved and whom to ask."""
    REFERRAL = "referral"
    """What was asked of a party, and where it stands."""
    PLAN = "plan"
    """That there is a plan, since when."""
    EMPLOYMENT_GOAL = "employment_goal"
    """What the citizen hopes for in work or education, in the citizen's own words."""
    SUPPORT = "support"
    """Interventions under the social services act."""
    MILESTONE = "milestone"
    """Steps towards work or education."""
    CONTACT_HOLD = "contact_hold"
    """Until when the citizen is not to be contacted, and whom to ask; never why."""
    STAY = "stay"
    """A hospital stay, and everything that follows from one."""
    MEETING = "meeting"
    """When the citizen meets whom, and what came of it."""
    CRISIS_PLAN = "crisis_plan"
    """What to do when it gets worse, as the citizen wants it."""
    CONSENT = "consent"
    """What the citizen has agreed to."""
