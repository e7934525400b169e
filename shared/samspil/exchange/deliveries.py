"""Deliveries in PostgreSQL: kept by a shelf, and looked for by the courier."""

from samspil.exchange.delivery import Delivery
from samspil.ledger.rows import RowTable

DELIVERIES = RowTable(
    "delivery",
    Delivery,
    item="text",
    seq="bigint",
    state="text",
    attempts="int",
    at="timestamptz",
    made_at="timestamptz",
    ended_at="timestamptz",
)

SENDABLE = """
SELECT citizen_id FROM (
  SELECT DISTINCT ON (citizen_id) citizen_id, at FROM delivery WHERE state IN ('open', 'sending')
  ORDER BY citizen_id, seq, made_at, item
) first_in_line
WHERE at <= clock_timestamp() ORDER BY at LIMIT $1
"""

NEXT = """
SELECT extract(epoch FROM min(at) - clock_timestamp()) FROM delivery WHERE state IN ('open', 'sending')
"""

PUT_OFF = """
UPDATE delivery SET attempts = attempts + 1,
  at = clock_timestamp() + least(interval '1 second' * 2 ^ least(attempts, 20), $2)
WHERE id = (
  SELECT id FROM delivery WHERE citizen_id = $1 AND state IN ('open', 'sending')
  ORDER BY seq, made_at, item LIMIT 1
)
"""
