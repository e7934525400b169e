"""Facts as their publishers say them: in an envelope, numbered for each topic and citizen."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from samspil.contracts.catalogue import reader, topic_of
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.topics import TOPICS
from samspil.ledger.say import Cause, Said, put_in_envelope
from samspil.vocabulary.citizen_id import CitizenId

_READERS = {topic.name: reader(topic) for topic in TOPICS}


class Publishers:
    """All of them, with what they have said to one hearer."""

    def __init__(self) -> None:
        self._seq: Counter[tuple[str, UUID]] = Counter()

    def say(
        self, citizen: UUID, fact: Fact, *, case: UUID | None = None, known_at: datetime | None = None
    ) -> Said:
        """The next event about a citizen; the case is the citizen, unless it is named."""
        topic = topic_of(type(fact))
        self._seq[topic.name, citizen] += 1
        return put_in_envelope(
            fact,
            CitizenId(citizen),
            self._seq[topic.name, citizen],
            source=f"/samspil/{topic.said_by}",
            cause=Cause(case or citizen),
            now=known_at or fact.occurred_at,
        )


def read(topic: str, record: bytes) -> Event[Any]:
    """The event as every hearer reads it."""
    event: Event[Any] = _READERS[topic].validate_json(record)
    return event
