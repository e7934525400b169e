"""What the overview has heard, put there by hand: folded and journaled as its worker does, without Kafka."""

from datetime import datetime

from samspil.contracts.envelope import Fact
from samspil.ledger import journal
from samspil.ledger.database import Pool
from samspil.ledger.journal import Entry
from samspil.overview.handlers.coordinate import coordinate
from samspil.overview.handlers.fold_event import fold_event
from samspil.overview.storage.transaction import deciding_store, hearing_store
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook, read_rulebook
from samspil.testkit.publishers import Publishers, read
from samspil.vocabulary.citizen_id import CitizenId


class Heard:
    """Hears what is told of each citizen, and looks at them."""

    def __init__(self, pool: Pool, law: Law, rules: Rulebook | None = None) -> None:
        self._hearing = hearing_store(pool)
        self._deciding = deciding_store(pool)
        self._law = law
        self._rules = rules or read_rulebook()
        self._publishers = Publishers()

    async def tell(self, citizen: CitizenId, *facts: Fact, known_at: datetime | None = None) -> None:
        """Let the overview hear these facts and look at the citizen, as its clock would."""
        async with self._hearing.transaction([citizen]) as tx:
            for fact in facts:
                said = self._publishers.say(citizen, fact, known_at=known_at)
                fold_event(read(said.topic, said.record), tx)
                entry = Entry(said.topic, citizen, said.seq, said.id, said.record)
                await journal.write(tx.connection, [entry])
        async with self._deciding.transaction([citizen]) as deciding:
            coordinate(deciding, citizen, self._law, self._rules)
