"""How the region's door behaves: well, unless it is told otherwise."""

from dataclasses import dataclass
from enum import StrEnum

SLOW_SECONDS = 3.0
SILENT_SECONDS = 120.0
"""Longer than anybody waits."""


class How(StrEnum):
    """What the door does with a message."""

    WELL = "well"
    SLOW = "slow"
    """It takes the message and answers late."""
    SILENT = "silent"
    """It takes the message and does not answer."""
    ERROR_WITH_EFFECT = "error-with-effect"
    """It takes the message and answers 500."""
    AWAY = "away"
    """It answers 503 and takes nothing."""
    BUSY = "busy"
    """It answers transient-error and takes nothing."""
    REFUSING = "refusing"
    """It answers fatal-error and takes nothing."""


TAKING = frozenset({How.WELL, How.SLOW, How.SILENT, How.ERROR_WITH_EFFECT})


@dataclass
class Behaviour:
    """The present behaviour, and for how many messages; None is for good."""

    how: How = How.WELL
    times: int | None = None

    def next(self) -> How:
        """How the next message is met."""
        how = self.how
        if self.times is not None:
            self.times -= 1
            if self.times <= 0:
                self.how, self.times = How.WELL, None
        return how
