"""What was told of stays, in PostgreSQL: what a notice says and when, without the message around it."""

from collections.abc import Collection, Mapping

from samspil.contracts.hospital import StayKind
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.region_bridge.domain.notice import Happened, Held, Notice, Notices
from samspil.vocabulary.citizen_id import CitizenId

READ = """
SELECT citizen_id, message_id, what, kind, episodes, encounter, started_at, occurred_at, noted_at, alive,
  stay_id
FROM stay_notice WHERE citizen_id = ANY($1::uuid[])
"""

# An array of arrays cannot be unnested row by row: the names of a course travel as text.
ADD = """
INSERT INTO stay_notice (citizen_id, message_id, what, kind, episodes, encounter, started_at, occurred_at,
  noted_at, alive)
SELECT citizen_id, message_id, what, kind, episodes::uuid[], encounter, started_at, occurred_at, noted_at,
  alive
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[],
  $8::timestamptz[], $9::timestamptz[], $10::boolean[])
  AS told (citizen_id, message_id, what, kind, episodes, encounter, started_at, occurred_at, noted_at, alive)
ON CONFLICT DO NOTHING
"""


class StayNotices(Shelf[Notices]):
    """All of a citizen that bear on stays; they are only ever added to."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[CitizenId, Notices] = {}

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Notices]:
        """What was told of these citizens."""
        found: dict[CitizenId, dict[str, Notice]] = {citizen: {} for citizen in citizens}
        for row in await connection.fetch(READ, list(citizens)):
            what = row["what"]
            found[row["citizen_id"]][row["message_id"]] = Notice(
                message_id=row["message_id"],
                what=Happened(what) if what in set(Happened) else Held(what),
                kind=StayKind(row["kind"]),
                episodes=tuple(row["episodes"]),
                encounter=row["encounter"],
                started_at=row["started_at"],
                occurred_at=row["occurred_at"],
                noted_at=row["noted_at"],
                alive=row["alive"],
                stay_id=row["stay_id"],
            )
        self._kept.update(found)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Notices]) -> None:
        """Add what is new."""
        rows = [
            (citizen, notice)
            for citizen, notices in states.items()
            for id_, notice in notices.items()
            if id_ not in self._kept[citizen]
        ]
        self._kept.update(states)
        await connection.execute(
            ADD,
            [citizen for citizen, _ in rows],
            [notice.message_id for _, notice in rows],
            [notice.what for _, notice in rows],
            [notice.kind for _, notice in rows],
            ["{" + ",".join(map(str, notice.episodes)) + "}" for _, notice in rows],
            [notice.encounter for _, notice in rows],
            [notice.started_at for _, notice in rows],
            [notice.occurred_at for _, notice in rows],
            [notice.noted_at for _, notice in rows],
            [notice.alive for _, notice in rows],
        )
