"""Reading again what was heard of a citizen, for a door that needs little of it and seldom."""

from collections.abc import Collection
from typing import Any

from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection, Pool
from samspil.vocabulary.citizen_id import CitizenId

HEARD = """
SELECT topic, record FROM journal
WHERE topic = ANY($1::text[]) AND citizen_id = $2 AND record IS NOT NULL ORDER BY topic, seq
"""


async def read_heard(
    pool: "Pool | Connection", citizen: CitizenId, topics: Collection[Topic]
) -> list[Event[Any]]:
    """Every event of these topics that was applied, topic by topic in its order."""
    by_name = {topic.name: topic for topic in topics}
    rows = await pool.fetch(HEARD, list(by_name), citizen)
    return [reader(by_name[row["topic"]]).validate_json(row["record"]) for row in rows]
