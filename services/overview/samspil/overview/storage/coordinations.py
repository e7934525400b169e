"""The overview's own decisions in PostgreSQL, one state a citizen."""

from collections.abc import Collection, Mapping

from pydantic import TypeAdapter, ValidationError

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
    """Contact holds and proposals; what can no longer be read is that citizen's trouble and nobody else's."""

    def __init__(self) -> None:
        super().__init__()
        self._unreadable: dict[CitizenId, ValidationError] = {}

    def of(self, citizen: CitizenId) -> Coordination | None:
        """Raises ``ValidationError`` when what is kept can no longer be read."""
        found = super().of(citizen)
        if found is None and citizen in self._unreadable:
            raise self._unreadable[citizen]
        return found

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Coordination]:
        """The decisions about these citizens."""
        found: dict[CitizenId, Coordination] = {}
        for citizen, state in await connection.fetch(READ, list(citizens)):
            try:
                found[citizen] = STATE.validate_json(state)
            except ValidationError as fault:
                self._unreadable[citizen] = fault
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Coordination]) -> None:
        """Keep these."""
        await connection.execute(
            WRITE, list(states), [STATE.dump_json(state).decode() for state in states.values()]
        )
