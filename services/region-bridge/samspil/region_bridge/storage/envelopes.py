"""Which envelopes came with which message: an envelope's identifier is never used again for another one."""

from samspil.ledger.database import Pool

CLAIM = """
INSERT INTO envelope (envelope_id, bundle_id, message_id) VALUES ($1, $2, $3)
ON CONFLICT (envelope_id) DO NOTHING
"""
CAME_WITH = "SELECT (bundle_id, message_id) = ($2, $3) FROM envelope WHERE envelope_id = $1"


class EnvelopeReused(Exception):
    """The envelope's identifier was used for another message: a protocol error."""


async def claim_envelope(pool: Pool, envelope_id: str, bundle_id: str, message_id: str) -> None:
    """Committed before the message is processed; the same again is the same. Raises ``EnvelopeReused``."""
    await pool.execute(CLAIM, envelope_id, bundle_id, message_id)
    if not await pool.fetchval(CAME_WITH, envelope_id, bundle_id, message_id):
        raise EnvelopeReused
