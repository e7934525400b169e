"""The checker: what was committed by a publisher and what took effect at a hearer, by set difference."""

from collections.abc import Collection, Mapping

import asyncpg

from samspil.contracts.topics import TOPICS, Kept, Topic
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
  SELECT topic, citizen_id, max(seq) AS seq FROM journal
  WHERE topic = ANY($1::text[]) AND record IS NOT NULL GROUP BY 1, 2
) heard
LEFT JOIN (SELECT * FROM folded WHERE generation = (SELECT live FROM fold_generation)) state
  USING (topic, citizen_id)
WHERE state.seq IS DISTINCT FROM heard.seq
"""


NEWEST = "SELECT topic, citizen_id, max(seq) AS seq FROM {table} WHERE topic = $1 GROUP BY 1, 2"

UNFINISHED = """
SELECT what, count(*) FROM (
  SELECT 'left in the outbox' AS what FROM outbox
  UNION ALL SELECT 'still parked' FROM parked WHERE state <> 'done'
  UNION ALL SELECT 'failing steps' FROM due WHERE error_class IS NOT NULL
) unfinished GROUP BY 1
"""

UNDELIVERED = "SELECT count(*) FROM delivery WHERE ended_at IS NULL"

BRIDGES = ("jobcenter-bridge", "region-bridge")


async def check_all(urls: Mapping[str, str]) -> list[str]:
    """What is wrong anywhere, a sentence each: every topic at every hearer, everything unfinished."""
    wrongs: list[str] = []
    for topic in TOPICS:
        for hearer in sorted(topic.heard_by):
            if topic.kept is Kept.NEWEST:
                found = await _newest(urls[topic.said_by], urls[hearer], topic)
            else:
                found = await check(urls[topic.said_by], urls[hearer], [topic], folds=hearer == "overview")
            wrongs += [f"{topic.name} at {hearer}: {one}" for one in found]
    for service, url in urls.items():
        if service != databases.KEYRING:
            async with databases.connected(url) as connection:
                wrongs += [f"{service}: {count} {what}" for what, count in await connection.fetch(UNFINISHED)]
                if service in BRIDGES and (count := await connection.fetchval(UNDELIVERED)):
                    wrongs.append(f"{service}: {count} undelivered")
    return wrongs


async def _newest(publisher_url: str, hearer_url: str, topic: Topic) -> list[str]:
    """A compacted topic may have lost all but the newest, which has to have been heard."""
    async with databases.connected(publisher_url) as publisher, databases.connected(hearer_url) as hearer:
        said = set(await publisher.fetch(NEWEST.format(table="event"), topic.name))
        heard = set(await hearer.fetch(NEWEST.format(table="journal"), topic.name))
    return [f"{len(said ^ heard)} citizens' newest is not what was said"] if said != heard else []


async def check(
    publisher_url: str, hearer_url: str, topics: Collection[Topic], *, folds: bool = True
) -> list[str]:
    """What is wrong, a sentence each; nothing is when every fact that was committed took effect once.

    ``folds``: whether the hearer keeps a folded state of what it hears.
    """
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
            "folded otherwise than heard": await hearer.fetchval(NOT_AS_HEARD, names) if folds else 0,
        }
    return [f"{count} {what}" for what, count in counts.items() if count]


def _by_number(rows: list[asyncpg.Record]) -> dict[tuple[str, str, int], tuple[str, str]]:
    return {(row[0], str(row[1]), row[2]): (str(row[3]), row[4]) for row in rows}
