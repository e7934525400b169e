"""Who may look at a citizen: whoever has a case at hand; anybody else gives a reason first."""

from enum import StrEnum


class Relation(StrEnum):
    """How a case is at hand; of several, the one that stands first here."""

    COORDINATOR = "coordinator"
    WORKER = "worker"
    """Named for the citizen."""
    DEPUTY = "deputy"
    """Stands in for one of those."""
    UNIT = "unit"
    """Works in a unit that has a case of the citizen's."""


class AccessReason(StrEnum):
    """Why somebody without a case at hand has to look."""

    ACUTE = "acute"
    COVERING = "covering"
    """Stands in for a colleague who cannot be reached."""
    CITIZEN_CONTACT = "citizen_contact"
    """The citizen, or somebody for the citizen, turned to them."""
    NEW_CASE = "new_case"
    """A case begins, and nobody has written it down yet."""
    SUPERVISION = "supervision"
    """Sees to it that work is done as it should be."""
    OTHER = "other"
    """Only with words of their own."""
