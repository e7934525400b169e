"""How a citizen says yes to sharing."""

from enum import StrEnum


class ConsentForm(StrEnum):
    """How the citizen said it."""

    WRITTEN = "written"
    """On paper or digitally, with a signature (sundhedsloven § 44)."""
    ORAL = "oral"
    """Said, and noted in the file by whoever heard it."""
