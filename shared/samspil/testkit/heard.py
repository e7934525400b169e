"""What the overview has heard, put there by hand: folded and journaled as its worker does, without Kafka."""

from collections import Counter
from datetime import datetime

from samspil.contracts.catalogue import reader, topic_of
from samspil.contracts.envelope import Fact
from samspil.ledger import journal
from samspil.ledger.database import Pool
from samspil.ledger.journal import Entry
from samspil.ledger.say import Cause, put_in_envelope
from samspil.overview.domain.law import Law
from samspil.overview.handlers.coordinate import coordinate
from samspil.overview.handlers.fold_event import fold_event
from samspil.overview.storage.transaction import deciding_store, hearing_store
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7


class Heard:
    """Keeps count of what was told about each citizen on each topic."""

    def __init__(self, pool: Pool, law: Law) -> None:
        self._hearing = hearing_store(pool)
        self._deciding = deciding_store(pool)
        self._law = law
        self._seq: Counter[tuple[str, CitizenId]] = Counter()

    async def tell(self, citizen: CitizenId, *facts: Fact, known_at: datetime | None = None) -> None:
        """Let the overview hear these facts and look at the citizen, as its clock would."""
        async with self._hearing.transaction([citizen]) as tx:
            for fact in facts:
                topic = topic_of(type(fact))
                self._seq[topic.name, citizen] += 1
                said = put_in_envelope(
                    fact,
                    citizen,
                    self._seq[topic.name, citizen],
                    source=f"/samspil/{topic.said_by}",
                    cause=Cause(uuid7()),
                    now=known_at or fact.occurred_at,
                )
                fold_event(reader(topic).validate_json(said.record), tx)
                entry = Entry(topic.name, citizen, said.seq, said.id, said.record)
                await journal.write(tx.connection, [entry])
        async with self._deciding.transaction([citizen]) as deciding:
            coordinate(deciding, citizen, self._law)
