"""Plans on real PostgreSQL: what looks few rows up finds them by their keys, however small tables are."""

from uuid import uuid4

from samspil.contracts import topics
from samspil.ledger.relay import Relay
from samspil.testkit.ledger_kit import Toy, answer
from samspil.testkit.memory_log import Listener, MemoryLog
from samspil.vocabulary.citizen_id import CitizenId

WHOLE = """
SELECT relname, seq_scan FROM pg_stat_user_tables
WHERE relname IN ('stream', 'event', 'outbox', 'journal', 'parked', 'due', 'watermark', 'folded')
"""


async def test_hearing_deciding_looking_and_relaying_read_no_table_whole(toy: Toy, log: MemoryLog) -> None:
    before = dict(await toy.fetch(WHOLE))
    worker = await toy.another()
    clock = worker.clock(look=lambda tx, citizen, which: None)
    listener = Listener(worker.hearing(answer), log, topics.CITIZEN, topics.REFERRAL)
    for _ in range(10):
        citizen = CitizenId(uuid4())
        log.say(topics.REFERRAL, citizen, 1, 3)
        await listener.hear_all()
        await worker.decide(citizen)
        async with worker.store.transaction([citizen]) as tx:
            tx.mark("look", tx.now)
        await clock.tick()
        await Relay(worker.pool, MemoryLog()).round()
    await worker.pool.close()  # a session tells its counts at its end, at the latest

    assert await toy.fetch("SELECT count(*) FROM journal") == [(10,)]
    assert {
        name: count - before[name] for name, count in await toy.fetch(WHOLE) if count > before[name]
    } == {}
