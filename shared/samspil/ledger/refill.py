"""Refill: a publisher says again what it said, so that a lost log or a gap heals."""

from uuid import UUID

from samspil.ledger.database import Connection, Pool

REFILL = """
INSERT INTO outbox (topic, citizen_id, seq, said_at)
SELECT topic, citizen_id, seq, said_at FROM event
WHERE topic = $1 AND ($2::uuid IS NULL OR citizen_id = $2)
ORDER BY citizen_id, seq
"""


async def refill(connection: "Connection | Pool", topic: str, citizen: UUID | None = None) -> int:
    """Queue the kept events of one citizen, or of all, once more; how many that is."""
    done = await connection.execute(REFILL, topic, citizen)
    return int(done.rpartition(" ")[2])
