"""What was told of stays, in PostgreSQL: what a notice says and when, without the message around it."""

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import TypeAdapter

from samspil.ledger.database import Connection
from samspil.ledger.json_shelf import JsonShelf
from samspil.region_bridge.domain.notice import Notice, Notices
from samspil.vocabulary.citizen_id import CitizenId

_NOTICE: Final = TypeAdapter(Notice)

READ = """
SELECT citizen_id, row_to_json(stay_notice)::text FROM stay_notice WHERE citizen_id = ANY($1::uuid[])
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


def _read(kept: Iterable[str]) -> Notices:
    return {one.message_id: one for one in map(_NOTICE.validate_json, kept)}


class StayNotices(JsonShelf[Notices]):
    """All of a citizen that bear on stays; one goes only where somebody put it aside."""

    def __init__(self) -> None:
        super().__init__(READ)

    def of(self, citizen: CitizenId) -> Notices:
        """What was told of this citizen, by message id. Raises ``ValidationError``."""
        return self.decoded(citizen, _read)

    def save(self, citizen: CitizenId, state: Notices) -> None:
        """Collect them; what is kept is looked at first, for what is not among them goes."""
        self.of(citizen)
        super().save(citizen, state)

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
