"""The bare chain: what end to end costs with the same guarantees and nothing else, in three processes.

Emit (the benchmark's own process): commit an outbox row, and notify.
Relay: select, one produce acknowledged by all, delete.
Hear: one insert of what a poll brought, positions included, and commit.
"""

import asyncio
import os
import sys
from itertools import chain
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.servers import Bench
from samspil.contracts.topics import Topic
from samspil.ledger.database import PLANS
from samspil.messaging.kafka import Kafka
from samspil.messaging.log import PRODUCER

TOPIC = Topic("bench.bare.v1", said_by="referral", heard_by=frozenset({"overview"}))

TABLES = """
CREATE TABLE outbox (pos bigserial PRIMARY KEY, key text NOT NULL, number int NOT NULL, value bytea NOT NULL);
CREATE TABLE heard (
  part int, at bigint, key text NOT NULL, number int NOT NULL, value bytea NOT NULL, PRIMARY KEY (part, at)
);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('shown', NEW.key || ' ' || NEW.number);
  RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT ON heard FOR EACH ROW EXECUTE FUNCTION tell();
"""

EMIT = """
WITH kept AS (INSERT INTO outbox (key, number, value) VALUES ($1, $2, $3))
SELECT pg_notify('said', '')
"""
UNSENT = "SELECT pos, key, number, value FROM outbox ORDER BY pos LIMIT 1000"
SENT = "DELETE FROM outbox WHERE pos = ANY($1::bigint[])"
HEAR = """
INSERT INTO heard SELECT * FROM unnest($1::int[], $2::bigint[], $3::text[], $4::int[], $5::bytea[])
ON CONFLICT DO NOTHING
"""


class BareChain:
    """Its two processes, its database, and the end that emits."""

    def __init__(self, url: str, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self.url = url
        self._connection = connection

    @classmethod
    async def started(cls, bench: Bench) -> "BareChain":
        """Relay and hearer run, or soon do."""
        await bench.create(TOPIC)
        url = await bench.bare_database()
        connection = await asyncpg.connect(url, server_settings=PLANS)
        await connection.execute(TABLES)
        for what, user in (("relay", "referral"), ("hear", "overview")):
            kafka = bench.system.kafka(user)
            env = {"BARE": what, "URL": url, "KAFKA": kafka.bootstrap, "USER": user, "SECRET": kafka.password}
            bench.system.add(f"bare-{what}", "bench.bare_chain", env)
        return cls(url, connection)

    async def emit(self, key: UUID, number: int, value: bytes) -> None:
        """Commit one row."""
        await self._connection.execute(EMIT, str(key), number, value)


async def relay(connection: "asyncpg.Connection[asyncpg.Record]", kafka: Kafka) -> None:
    """Select, produce, delete, for ever."""
    producer = AIOKafkaProducer(**kafka.aiokafka, **PRODUCER)
    await producer.start()
    said = asyncio.Event()
    await connection.add_listener("said", lambda *_: said.set())
    while True:
        said.clear()
        while rows := await connection.fetch(UNSENT):
            sent = [
                await producer.send(
                    TOPIC.name, row["value"], row["key"].encode(), headers=[("n", b"%d" % row["number"])]
                )
                for row in rows
            ]
            await asyncio.gather(*sent)
            await connection.execute(SENT, [row["pos"] for row in rows])
        await said.wait()


async def hear(connection: "asyncpg.Connection[asyncpg.Record]", kafka: Kafka) -> None:
    """Poll and insert, for ever."""
    consumer = AIOKafkaConsumer(TOPIC.name, **kafka.aiokafka, auto_offset_reset="earliest")
    await consumer.start()
    while True:
        polled = await consumer.getmany(timeout_ms=1000)
        rows = [
            (one.partition, one.offset, one.key.decode(), int(one.headers[0][1]), one.value)
            for one in chain(*polled.values())
        ]
        if rows:
            await connection.execute(HEAR, *(list(column) for column in zip(*rows, strict=True)))


async def main() -> None:
    """One of the two, as the environment says."""
    connection = await asyncpg.connect(os.environ["URL"], server_settings=PLANS)
    kafka = Kafka(os.environ["KAFKA"], os.environ["USER"], os.environ["SECRET"])
    await {"relay": relay, "hear": hear}[os.environ["BARE"]](connection, kafka)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
