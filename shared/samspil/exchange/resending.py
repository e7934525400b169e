"""When a message goes again: each partner has its own rule of what may be repeated, when, and how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from samspil.exchange.delivery import Delivery

LONGEST_WAIT: Final = timedelta(minutes=30)
GIVE_UP_AFTER: Final = timedelta(days=2)
"""A message older than this is given up, but never without a try."""


@dataclass(frozen=True, slots=True)
class Resending:
    """What a partner allows of a message that has left and of which the outcome is not known.

    What has certainly not left goes again after seconds, later each time, whoever the partner is.
    """

    after: timedelta | None = None
    """So long an answer is waited for; None: what has left goes again as what has not."""
    at_most: int | None = None
    """How often a message may leave; None: as often as two days let it."""

    def next_after_silence(self, one: Delivery, now: datetime) -> datetime:
        """When a message that has left goes again, if nobody has answered until then."""
        return next_try(one, now) if self.after is None else now + self.after

    def is_given_up(self, one: Delivery, now: datetime) -> bool:
        """Whether it does not go again, now that its next time has come."""
        if self.at_most is not None and one.transmissions >= self.at_most:
            return True
        # What was held up for two days and then left has all of its times to leave, where they are counted.
        since = one.made_at if self.at_most is None else one.sent_at or one.made_at
        return one.attempts > 0 and now - since > GIVE_UP_AFTER


SOON: Final = Resending()
"""Any number of times, seconds to half an hour apart, for two days."""


def next_try(one: Delivery, now: datetime) -> datetime:
    """When a try that failed is made again: each wait is twice the one before it."""
    return now + min(timedelta(seconds=2 ** min(one.attempts, 20)), LONGEST_WAIT)
