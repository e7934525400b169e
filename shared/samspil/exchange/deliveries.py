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

# What waits for no other: the same as ``first_in_line`` says of what ``in_order`` has sorted (delivery.py).
FIRST_IN_LINE = """
one.state IN ('open', 'sending') AND NOT EXISTS (
  SELECT FROM delivery AS earlier
  WHERE earlier.citizen_id = one.citizen_id AND earlier.state IN ('open', 'sending')
    AND (earlier.seq, earlier.made_at, earlier.item COLLATE "C")
      < (one.seq, one.made_at, one.item COLLATE "C")
    AND (earlier.item = one.item OR 'sharing' IN (earlier.item, one.item))
)
"""

# The time of the statement, and not the clock's: an index can be searched for it.
SENDABLE = f"""
SELECT citizen_id FROM delivery AS one
WHERE {FIRST_IN_LINE} AND at <= statement_timestamp() ORDER BY at LIMIT $1
"""  # noqa: S608  # the rule above, never what somebody sent

NEXT = f"""
SELECT extract(epoch FROM at - clock_timestamp()) FROM delivery AS one
WHERE {FIRST_IN_LINE} ORDER BY at LIMIT 1
"""  # noqa: S608

PUT_OFF = f"""
UPDATE delivery AS one SET attempts = attempts + 1,
  at = clock_timestamp() + least(interval '1 second' * 2 ^ least(attempts, 20), $2)
WHERE citizen_id = $1 AND {FIRST_IN_LINE} AND at <= statement_timestamp()
"""  # noqa: S608
