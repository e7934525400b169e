"""How far each partition is heard: loaded when a partition is assigned, compared and set by every poll."""

from collections.abc import Collection, Mapping, Sequence

from samspil.ledger import journal
from samspil.ledger.database import Connection, Pool
from samspil.ledger.journal import Entry
from samspil.ledger.marks import Marks, columns, marking

Partition = tuple[str, int]
"""Topic and partition number."""

LOAD = """
WITH asked AS (SELECT * FROM unnest($1::text[], $2::int[]) AS asked (topic, part)),
new AS (
  INSERT INTO watermark (topic, part, next_offset) SELECT topic, part, 0 FROM asked ORDER BY topic, part
  ON CONFLICT DO NOTHING RETURNING topic, part, next_offset
)
SELECT topic, part, next_offset FROM watermark JOIN asked USING (topic, part)
UNION ALL SELECT topic, part, next_offset FROM new
"""

COMPARE_AND_SET = f"""
WITH heard AS (
  INSERT INTO journal (topic, citizen_id, seq, event_id, record)
  SELECT * FROM unnest($5::text[], $6::uuid[], $7::bigint[], $8::uuid[], $9::bytea[])
), marked AS (
  {marking(10)}
)
UPDATE watermark SET next_offset = step.next_offset
FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) AS step (topic, part, expected, next_offset)
WHERE watermark.topic = step.topic AND watermark.part = step.part AND watermark.next_offset = step.expected
"""  # noqa: S608  # numbers of parameters


class Missed(Exception):
    """Somebody else moved a watermark, or the poll does not begin at it: drop the poll and look again."""


class Watermarks:
    """The values that this process loaded or wrote last."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.next: dict[Partition, int] = {}
        self._holes: set[tuple[Partition, int]] = set()

    async def load(self, partitions: Collection[Partition]) -> dict[Partition, int]:
        """The kept values of exactly these partitions; all others are forgotten."""
        rows = await self._pool.fetch(
            LOAD, [topic for topic, _ in partitions], [part for _, part in partitions]
        )
        self.next = {(row["topic"], row["part"]): row["next_offset"] for row in rows}
        return self.next

    def begins_at(self, partition: Partition, offset: int) -> None:
        """Check where a poll begins. Raises ``Missed`` if it is not ours or records are left out.

        A hole is believed when it is still there after one more seek: a compacted log has them.
        """
        expected = self.next.get(partition)
        if expected is None:
            raise Missed
        if offset > expected and (partition, expected) not in self._holes:
            self._holes.add((partition, expected))
            raise Missed

    async def compare_and_set(
        self, connection: Connection, upto: Mapping[Partition, int], heard: Sequence[Entry], marks: Marks
    ) -> None:
        """The last statement of a poll: journal, mark and move these watermarks.

        Raises ``Missed``: then nothing of the poll may commit.
        Not before the citizens' locks: nobody may wait for a citizen while holding a watermark.
        """
        done = await connection.execute(
            COMPARE_AND_SET,
            [topic for topic, _ in upto],
            [part for _, part in upto],
            [self.next[partition] for partition in upto],
            list(upto.values()),
            *journal.columns(heard),
            *columns(marks),
        )
        if done != f"UPDATE {len(upto)}":
            raise Missed

    def committed(self, upto: Mapping[Partition, int]) -> None:
        """Remember what the committed transaction wrote."""
        self.next.update(upto)
