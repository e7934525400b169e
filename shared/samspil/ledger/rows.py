"""A row shelf: all things of one kind that a citizen has, a row each."""

from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from samspil.ledger.database import Connection
from samspil.ledger.json_shelf import JsonShelf
from samspil.vocabulary.citizen_id import CitizenId


class Thing(Protocol):
    """Something that is known by an id."""

    @property
    def id(self) -> UUID:
        """Never another thing's."""
        ...


R = TypeVar("R", bound=Thing)


class RowTable(Generic[R]):
    """A table ``(id uuid PRIMARY KEY, citizen_id uuid, kept json)``, and how a thing is written there.

    ``columns`` are those of a thing's attributes that a query outside of the shelf reads or writes, with
    their types: they stand beside the rest, and what stands there counts.
    """

    def __init__(self, name: str, kind: type[R], **columns: str) -> None:
        self.adapter: TypeAdapter[R] = TypeAdapter(kind)
        self.columns = tuple(columns)
        beside = ", ".join(f"'{column}', {column}" for column in columns)
        whole = f"(kept::jsonb || jsonb_build_object({beside}))::text" if columns else "kept::text"
        self.select = f"SELECT citizen_id, {whole} FROM {name} WHERE citizen_id = ANY($1::uuid[])"  # noqa: S608
        types = enumerate(("uuid", "uuid", "json", *columns.values()), start=1)
        self.upsert = f"""
            INSERT INTO {name} ({", ".join(("id", "citizen_id", "kept", *columns))})
            SELECT * FROM unnest({", ".join(f"${n}::{of}[]" for n, of in types)})
            ON CONFLICT (id) DO UPDATE
            SET {", ".join(f"{column} = excluded.{column}" for column in ("kept", *columns))}
            WHERE {name}.citizen_id = excluded.citizen_id
        """  # noqa: S608  # names of a table and its columns, never what somebody sent


class AboutSomebodyElse(Exception):
    """A thing was told of one citizen and now names another, or nobody: a human finds out whose it is."""


class Rows(JsonShelf[dict[UUID, R]]):
    """A citizen's things by their ids; what did not change is not written."""

    def __init__(self, table: RowTable[R]) -> None:
        super().__init__(table.select)
        self._table = table

    def of(self, citizen: CitizenId) -> dict[UUID, R]:
        """All of them. Raises ``ValidationError`` when one can no longer be read."""
        return self.decoded(citizen, self._read)

    def _read(self, kept: Iterable[str]) -> dict[UUID, R]:
        return {one.id: one for one in map(self._table.adapter.validate_json, kept)}

    def put(self, thing: R) -> None:
        """Collect the new state of one thing of the citizen at hand."""
        self.save(self.citizen, {**self.of(self.citizen), thing.id: thing})

    async def write(self, connection: Connection, states: Mapping[CitizenId, dict[UUID, R]]) -> None:
        """Keep what differs from what is kept. Raises ``AboutSomebodyElse``."""
        rows = [
            (citizen, one)
            for citizen, things in states.items()
            for one in things.values()
            if self._kept.get(citizen, {}).get(one.id) != one
        ]
        self._kept.update(states)
        if rows:
            written = await connection.execute(
                self._table.upsert,
                [one.id for _, one in rows],
                [citizen for citizen, _ in rows],
                [self._table.adapter.dump_json(one).decode() for _, one in rows],
                *([getattr(one, name) for _, one in rows] for name in self._table.columns),
            )
            if written != f"INSERT 0 {len(rows)}":
                raise AboutSomebodyElse
