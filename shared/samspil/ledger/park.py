"""Parking: a record that cannot be applied is kept, and its citizen's later ones wait behind it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from samspil.ledger.database import Connection
from samspil.ledger.record import Record, Unreadable, citizen_of, pack_headers
from samspil.telemetry import metrics
from samspil.telemetry.log import get_logger
from samspil.vocabulary.citizen_id import CitizenId

log = get_logger()

FAILED, WAITING = "failed", "waiting"

GAP = "Gap"
"""The class of a record that came before one that is missing."""

SEQ_REUSED = "SeqReused"
"""The class of a record whose number was heard before with another event in it."""

PARK = """
INSERT INTO parked
  (topic, part, log_offset, citizen_id, seq, event_id, state, error_class, key, value, headers)
SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::uuid[], $5::bigint[], $6::uuid[],
  $7::text[], $8::text[], $9::bytea[], $10::bytea[], $11::bytea[])
ON CONFLICT (topic, part, log_offset) DO NOTHING
"""


class Parked(NamedTuple):
    """One row to be; the columns of the table in its order."""

    topic: str
    part: int
    log_offset: int
    citizen: CitizenId | None
    seq: int | None
    event_id: UUID | None
    state: str
    error_class: str
    key: bytes | None
    value: bytes | None
    headers: bytes


def parked(
    record: Record, state: str, error_class: str, seq: int | None = None, event_id: UUID | None = None
) -> Parked:
    """The row for a record of a citizen."""
    return Parked(
        record.topic,
        record.partition,
        record.offset,
        citizen_of(record),
        seq,
        event_id,
        state,
        error_class,
        record.key,
        record.value,
        pack_headers(record.headers),
    )


def unreadable(record: Record, why: Unreadable) -> Parked:
    """The row for a record that could not be read; it is nobody's when key and subject disagree."""
    outline = why.outline
    row = parked(
        record,
        FAILED,
        type(why).__name__,
        outline.seq if outline else None,
        outline.id if outline else None,
    )
    about_another = outline is not None and outline.subject != row.citizen
    return row._replace(citizen=None, seq=None) if _nobodys(why) or about_another else row


def _nobodys(why: Unreadable) -> bool:
    return type(why).__name__ in {"KeyUnreadable", "KeyDiffersFromSubject"}


async def park(connection: Connection, rows: Sequence[Parked]) -> None:
    """Keep these rows, in the poll's own transaction; the log tells classes and counts, nothing else."""
    if not rows:
        return
    await connection.execute(PARK, *(list(column) for column in zip(*rows, strict=True)))
    for row in rows:
        if row.error_class == GAP:
            metrics.gaps_seen.add(1, {"topic": row.topic})
        else:
            log.error(
                "record.parked", topic=row.topic, part=row.part, offset=row.log_offset, fault=row.error_class
            )
        metrics.records_parked.add(1, {"topic": row.topic, "reason": row.error_class})
