"""What was said of stays: read from what we said, so that the two cannot differ."""

from collections.abc import Collection, Mapping
from typing import get_args

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.region_bridge.domain.say_stays import Fact
from samspil.vocabulary.citizen_id import CitizenId

READ = """
SELECT citizen_id, record FROM event
WHERE topic = $1 AND citizen_id = ANY($2::uuid[]) ORDER BY citizen_id, seq
"""


class SaidStays(Shelf[tuple[Fact, ...]]):
    """Facts about a citizen's stays; the transaction keeps those that are said on it."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, tuple[Fact, ...]]:
        """All that was ever said of these citizens' stays."""
        found: dict[CitizenId, tuple[Fact, ...]] = {}
        for row in await connection.fetch(READ, topics.HOSPITAL.name, list(citizens)):
            fact = reader(topics.HOSPITAL).validate_json(row["record"]).data
            if isinstance(fact, get_args(Fact)):
                found[row["citizen_id"]] = (*found.get(row["citizen_id"], ()), fact)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, tuple[Fact, ...]]) -> None:
        """Nothing: what is said is kept as events."""
