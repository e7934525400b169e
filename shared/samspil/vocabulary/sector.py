"""The three parties that work together around a citizen."""

from enum import StrEnum


class Sector(StrEnum):
    """Whose staff someone is; each keeps its own system and its own law."""

    SOCIAL = "social"
    """Municipal social psychiatry (socialpsykiatrien)."""
    EMPLOYMENT = "employment"
    """The jobcenter (jobcentret)."""
    REGION = "region"
    """Regional psychiatry (behandlingspsykiatrien)."""
