"""What one service said reaches the overview's view, as it would by Kafka."""

from collections import defaultdict

from samspil.ledger import journal
from samspil.ledger.database import Pool
from samspil.ledger.journal import Entry
from samspil.overview.handlers.fold_event import fold_event
from samspil.overview.storage.transaction import hearing_store
from samspil.testkit.publishers import read
from samspil.vocabulary.citizen_id import CitizenId

SAID = "SELECT topic, seq, record FROM event WHERE citizen_id = $1 AND seq > $2 ORDER BY seq"


class Carrier:
    """Between the database of a service that says things on one topic, and the overview's."""

    def __init__(self, said: Pool, overview: Pool) -> None:
        self._said, self._overview = said, overview
        self._carried: dict[CitizenId, int] = defaultdict(int)

    async def carry(self, citizen: CitizenId) -> None:
        """All that was said of this citizen since the last time."""
        rows = await self._said.fetch(SAID, citizen, self._carried[citizen])
        if not rows:
            return
        async with hearing_store(self._overview).transaction([citizen]) as tx:
            for row in rows:
                event = read(row["topic"], row["record"])
                fold_event(event, tx)
                entry = Entry(row["topic"], citizen, row["seq"], event.id, row["record"])
                await journal.write(tx.connection, [entry])
        self._carried[citizen] = rows[-1]["seq"]
