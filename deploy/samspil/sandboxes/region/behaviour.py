"""How the region's door behaves: well, unless it is told otherwise."""

from dataclasses import dataclass
from enum import StrEnum

SLOW_SECONDS = 3.0
LATE_SECONDS = 30.0
"""Longer than the bridge waits."""
SILENT_SECONDS = 120.0
"""Longer than anybody waits."""
LATER_SECONDS = 2.0
"""After which an acknowledgement comes as a message of its own."""


class How(StrEnum):
    """What the door does with a message."""

    WELL = "well"
    SLOW = "slow"
    """It takes the message and takes its time to answer."""
    LATE = "late"
    """It takes the message and answers after whoever asked gave up."""
    SILENT = "silent"
    """It takes the message and does not answer."""
    LATER = "later"
    """It takes the message with 202 and sends the acknowledgement afterwards, as a message of its own."""
    TWICE = "twice"
    """It takes the message, answers, and sends another acknowledgement of it afterwards."""
    OUT_OF_ORDER = "out-of-order"
    """It takes messages with 202 and sends their acknowledgements afterwards, the newest first."""
    WRONG = "wrong"
    """It takes the message and acknowledges another one."""
    UNKNOWN = "unknown"
    """It takes the message, answers, and sends an acknowledgement of what nobody ever sent it."""
    ERROR_WITH_EFFECT = "error-with-effect"
    """It takes the message and answers 500."""
    ERROR = "error"
    """It answers 500 and takes nothing."""
    AWAY = "away"
    """It answers 503 and takes nothing."""
    BUSY = "busy"
    """It answers transient-error and takes nothing."""
    REFUSING = "refusing"
    """It answers fatal-error and takes nothing."""


TURNING_AWAY = frozenset({How.ERROR, How.AWAY, How.BUSY, How.REFUSING})
"""These take nothing."""
TAKING = frozenset(How) - TURNING_AWAY
WAITS = {How.SLOW: SLOW_SECONDS, How.LATE: LATE_SECONDS, How.SILENT: SILENT_SECONDS}
"""Seconds before anything is answered."""


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
