"""The checker: what was committed by a publisher and what took effect at a hearer, by set difference."""

from collections.abc import Collection

import asyncpg

from samspil.contracts.topics import Topic
from samspil.stack import databases

SAID = """
SELECT topic, citizen_id, seq, event_id, md5(record) AS record FROM event WHERE topic = ANY($1::text[])
"""

HEARD = """
SELECT topic, citizen_id, seq, event_id, md5(record) AS record FROM journal WHERE topic = ANY($1::text[])
"""

MISCOUNTED = """
SELECT count(*) FROM stream
LEFT JOIN (SELECT topic, citizen_id, count(*) AS events, max(seq) AS newest FROM event GROUP BY 1, 2) said
  USING (topic, citizen_id)
WHERE topic = ANY($1::text[]) AND (seq <> coalesce(events, 0) OR seq <> coalesce(newest, 0))
"""

UNSENT = "SELECT count(*) FROM outbox WHERE topic = ANY($1::text[])"

OUT_OF_ORDER = """
SELECT count(*) FROM (
  SELECT seq, row_number() OVER (PARTITION BY topic, citizen_id ORDER BY pos) AS place
  FROM journal WHERE topic = ANY($1::text[])
) heard WHERE seq <> place
"""

PARKED = "SELECT count(*) FROM parked WHERE topic = ANY($1::text[]) AND state <> 'done'"

NOT_AS_HEARD = """
SELECT count(*) FROM (
  SELECT topic, citizen_id, max(seq) AS seq FROM journal WHERE topic = ANY($1::text[]) GROUP BY 1, 2
) heard
LEFT JOIN (SELECT * FROM folded WHERE generation = (SELECT live FROM fold_generation)) state
  USING (topic, citizen_id)
WHERE state.seq IS DISTINCT FROM heard.seq
"""


async def check(publisher_url: str, hearer_url: str, topics: Collection[Topic]) -> list[str]:
    """What is wrong, a sentence each; nothing is when every fact that was committed took effect once."""
    names = [topic.name for topic in topics]
    async with databases.connected(publisher_url) as publisher, databases.connected(hearer_url) as hearer:
        said = _by_number(await publisher.fetch(SAID, names))
        heard = _by_number(await hearer.fetch(HEARD, names))
        counts = {
            "lost": len(said.keys() - heard.keys()),
            "heard and never said": len(heard.keys() - said.keys()),
            "heard otherwise than said": sum(said[one] != heard[one] for one in said.keys() & heard.keys()),
            "streams miscounted": await publisher.fetchval(MISCOUNTED, names),
            "left in the outbox": await publisher.fetchval(UNSENT, names),
            "heard out of order": await hearer.fetchval(OUT_OF_ORDER, names),
            "still parked": await hearer.fetchval(PARKED, names),
            "folded otherwise than heard": await hearer.fetchval(NOT_AS_HEARD, names),
        }
    return [f"{count} {what}" for what, count in counts.items() if count]


def _by_number(rows: list[asyncpg.Record]) -> dict[tuple[str, str, int], tuple[str, str]]:
    return {(row[0], str(row[1]), row[2]): (str(row[3]), row[4]) for row in rows}
