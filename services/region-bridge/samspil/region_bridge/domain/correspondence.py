"""What is known of a thread when something goes into it."""

from typing import NamedTuple
from uuid import UUID

from samspil.region_bridge.domain.thread import Payload, Thread


class Correspondence(NamedTuple):
    """Theirs as it was received, and ours as it left."""

    thread: Thread
    payloads: tuple[Payload, ...] = ()
    ours: tuple[str, ...] = ()
    """Our messages in it that have left or may have, whole and sealed, the oldest first."""

    @classmethod
    def nothing(cls, thread_id: UUID) -> "Correspondence":
        """Of a thread of which nobody knows anything."""
        return cls(Thread(thread_id, thread_id))
