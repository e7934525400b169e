"""Stays in PostgreSQL."""

from collections.abc import Collection, Mapping

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.region_bridge.domain.receive import Stay, Stays
from samspil.vocabulary.citizen_id import CitizenId

READ = """
SELECT stay_id, citizen_id, episodes, admitted_by FROM stay WHERE citizen_id = ANY($1::uuid[]) ORDER BY pos
"""

# An array of arrays cannot be unnested row by row: the names of a course travel as text.
WRITE = """
INSERT INTO stay (stay_id, citizen_id, episodes, admitted_by)
SELECT stay_id, citizen_id, episodes::uuid[], admitted_by
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) WITH ORDINALITY
  AS told (stay_id, citizen_id, episodes, admitted_by, n)
ORDER BY n
ON CONFLICT (stay_id) DO UPDATE SET episodes = excluded.episodes, admitted_by = excluded.admitted_by
"""


class StayShelf(Shelf[Stays]):
    """All stays of a citizen; only changed ones are written."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[CitizenId, Stays] = {}

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Stays]:
        """The stays of these citizens."""
        found: dict[CitizenId, Stays] = dict.fromkeys(citizens, ())
        for row in await connection.fetch(READ, list(citizens)):
            found[row["citizen_id"]] += (
                Stay(row["stay_id"], frozenset(row["episodes"]), row["admitted_by"]),
            )
        self._kept.update(found)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Stays]) -> None:
        """Keep what differs from what is kept."""
        rows = [
            (citizen, stay)
            for citizen, stays in states.items()
            for stay in stays
            if stay not in self._kept[citizen]
        ]
        self._kept.update(states)
        await connection.execute(
            WRITE,
            [stay.id for _, stay in rows],
            [citizen for citizen, _ in rows],
            ["{" + ",".join(sorted(map(str, stay.episodes))) + "}" for _, stay in rows],
            [stay.admitted_by for _, stay in rows],
        )
