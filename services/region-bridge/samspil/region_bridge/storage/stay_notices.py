"""What was told of stays, in PostgreSQL: what a notice says and when, without the message around it."""

from collections.abc import Collection, Mapping

from samspil.contracts.hospital import StayKind
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.region_bridge.domain.notice import Happened, Held, Notice, Notices
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

READ = """
SELECT citizen_id, message_id, what, kind, episodes, encounter, started_at, occurred_at, noted_at, alive,
  stay_id, revises, wants_report, report_to
FROM stay_notice WHERE citizen_id = ANY($1::uuid[])
"""

# An array of arrays cannot be unnested row by row: the names of a course travel as text.
ADD = """
INSERT INTO stay_notice (citizen_id, message_id, what, kind, episodes, encounter, started_at, occurred_at,
  noted_at, alive, stay_id, revises, wants_report, report_to)
SELECT citizen_id, message_id, what, kind, episodes::uuid[], encounter, started_at, occurred_at, noted_at,
  alive, stay_id, revises, wants_report, report_to
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[],
  $8::timestamptz[], $9::timestamptz[], $10::boolean[], $11::uuid[], $12::text[], $13::boolean[], $14::text[])
  AS told (citizen_id, message_id, what, kind, episodes, encounter, started_at, occurred_at, noted_at, alive,
    stay_id, revises, wants_report, report_to)
ON CONFLICT DO NOTHING
"""

LEAVE_OUT = """
DELETE FROM stay_notice USING unnest($1::uuid[], $2::text[]) AS gone (citizen_id, message_id)
WHERE stay_notice.citizen_id = gone.citizen_id AND stay_notice.message_id = gone.message_id
"""


class StayNotices(Shelf[Notices]):
    """All of a citizen that bear on stays; one goes only where somebody put it aside."""

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
                revises=row["revises"],
                wants_report=row["wants_report"],
                report_to=Sealed(row["report_to"]) if row["report_to"] else None,
            )
        self._kept.update(found)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Notices]) -> None:
        """Add what is new, and leave out what is there no more or says something else."""
        gone = [
            (citizen, id_)
            for citizen, notices in states.items()
            for id_, notice in self._kept[citizen].items()
            if notices.get(id_) != notice
        ]
        rows = [
            (citizen, notice)
            for citizen, notices in states.items()
            for id_, notice in notices.items()
            if self._kept[citizen].get(id_) != notice
        ]
        self._kept.update(states)
        if gone:
            await connection.execute(LEAVE_OUT, [citizen for citizen, _ in gone], [id_ for _, id_ in gone])
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
            [notice.stay_id for _, notice in rows],
            [notice.revises for _, notice in rows],
            [notice.wants_report for _, notice in rows],
            [notice.report_to for _, notice in rows],
        )
