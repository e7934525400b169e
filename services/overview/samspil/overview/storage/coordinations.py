"""The overview's own decisions in PostgreSQL, one state a citizen."""

from collections.abc import Collection, Mapping

from pydantic import TypeAdapter

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.overview.domain.coordination import Coordination
from samspil.vocabulary.citizen_id import CitizenId

STATE = TypeAdapter(Coordination)

READ = "SELECT citizen_id, state FROM coordination WHERE citizen_id = ANY($1::uuid[])"

WRITE = """
INSERT INTO coordination (citizen_id, state) SELECT * FROM unnest($1::uuid[], $2::json[])
ON CONFLICT (citizen_id) DO UPDATE SET state = excluded.state
"""


class Coordinations(Shelf[Coordination]):
    """Contact holds and proposals."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Coordination]:
        """The decisions about these citizens."""
        rows = await connection.fetch(READ, list(citizens))
        return {row["citizen_id"]: STATE.validate_json(row["state"]) for row in rows}

    async def write(self, connection: Connection, states: Mapping[CitizenId, Coordination]) -> None:
        """Keep these."""
        await connection.execute(
            WRITE, list(states), [STATE.dump_json(state).decode() for state in states.values()]
        )
