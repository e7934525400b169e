"""A state shelf: one state a citizen, kept whole as JSON."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from samspil.ledger.database import Connection
from samspil.ledger.json_shelf import JsonShelf
from samspil.vocabulary.citizen_id import CitizenId

S = TypeVar("S")


class StateTable(Generic[S]):
    """A table ``(citizen_id uuid PRIMARY KEY, state json)``, and how a state is written there."""

    def __init__(self, name: str, kind: type[S]) -> None:
        self.adapter: TypeAdapter[S] = TypeAdapter(kind)
        self.select = f"SELECT citizen_id, state::text FROM {name} WHERE citizen_id = ANY($1::uuid[])"  # noqa: S608
        self.upsert = f"""
            INSERT INTO {name} (citizen_id, state) SELECT * FROM unnest($1::uuid[], $2::json[])
            ON CONFLICT (citizen_id) DO UPDATE SET state = excluded.state
        """  # noqa: S608  # a table's name, never what somebody sent


class States(JsonShelf[S]):
    """One state a citizen; what did not change is not written."""

    def __init__(self, table: StateTable[S]) -> None:
        super().__init__(table.select)
        self._table = table

    def of(self, citizen: CitizenId) -> S | None:
        """Raises ``ValidationError`` when what is kept can no longer be read."""
        found = super().of(citizen)
        if found is None and citizen in self._encoded:
            [kept] = self._encoded[citizen]
            found = self._table.adapter.validate_json(kept)
            self._states[citizen] = self._kept[citizen] = found
        return found

    def put(self, state: S) -> None:
        """Collect the new state of the citizen at hand."""
        self.save(self.citizen, state)

    async def write(self, connection: Connection, states: Mapping[CitizenId, S]) -> None:
        """Keep what differs from what is kept."""
        changed = {citizen: one for citizen, one in states.items() if self._kept.get(citizen) != one}
        self._kept.update(changed)
        if changed:
            encoded = [self._table.adapter.dump_json(state).decode() for state in changed.values()]
            await connection.execute(self._table.upsert, list(changed), encoded)
