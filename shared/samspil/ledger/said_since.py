"""What was said of a thing since a writer saw it: what a refusal for a stale version tells."""

from collections.abc import Sequence

from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import about, done_by
from samspil.contracts.topics import TOPICS
from samspil.ledger.database import Connection
from samspil.ledger.versions import Change, StaleVersion
from samspil.vocabulary.citizen_id import CitizenId

SAID = """
SELECT topic, record FROM event
WHERE topic = ANY($1::text[]) AND citizen_id = $2 AND seq > $3 AND seq <= $4
ORDER BY seq DESC LIMIT 200
"""
"""Numbered with what was said of other things; who is further behind reads the thing again, whole."""

BY_NAME = {topic.name: topic for topic in TOPICS}


async def said_since(
    connection: Connection, topics: Sequence[str], citizen: CitizenId, stale: StaleVersion
) -> tuple[Change, ...]:
    """The newest last: the kind of fact, when, and by whom, and nothing else that stands in it.

    Nothing where something can no longer be read: the refusal stands without it.
    """
    rows = await connection.fetch(SAID, topics, citizen, stale.seen, stale.version)
    try:
        said = [reader(BY_NAME[row["topic"]]).validate_json(row["record"]) for row in reversed(rows)]
    except ValueError:
        return ()
    thing = stale.thing or citizen
    return tuple(
        Change(one.type, one.data.occurred_at, done_by(one.data))
        for one in said
        if about(one.data, citizen) == thing
    )
