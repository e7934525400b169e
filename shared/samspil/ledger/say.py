"""Saying: facts get their number and their envelope, and are kept and queued in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from samspil.contracts.catalogue import dataschema, envelope, topic_of
from samspil.contracts.envelope import Event, Fact
from samspil.ledger.database import Connection
from samspil.ledger.marks import Marks, columns, marking
from samspil.telemetry.trace import current_traceparent
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is said: the case it belongs to, and the event or message before it."""

    case: UUID
    before: UUID | None = None

    @classmethod
    def heard(cls, event: Event[Any]) -> "Cause":
        """What is said because this event was heard."""
        return cls(event.correlationid, event.id)


@dataclass(frozen=True, slots=True)
class Said:
    """One fact with its number, its bytes and the trace that it was said in."""

    topic: str
    citizen: CitizenId
    seq: int
    id: UUID
    record: bytes
    trace: str | None


def put_in_envelope(
    fact: Fact, citizen: CitizenId, seq: int, *, source: str, cause: Cause, now: datetime
) -> Said:
    """The event as it will travel."""
    kind = type(fact)
    event_id = uuid7()
    event = envelope(kind)(
        id=event_id,
        type=kind.TYPE,
        source=source,
        subject=citizen,
        time=now,
        dataschema=dataschema(kind),
        seq=seq,
        correlationid=cause.case,
        causationid=cause.before,
        data=fact,
    )
    return Said(
        topic_of(kind).name, citizen, seq, event_id, event.model_dump_json().encode(), current_traceparent()
    )


KEEP_AND_QUEUE = f"""
WITH said AS (
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::uuid[], $5::bytea[], $6::text[])
  WITH ORDINALITY AS said (topic, citizen_id, seq, event_id, record, trace, n)
), counted AS (
  UPDATE stream SET seq = newest.seq
  FROM (SELECT topic, citizen_id, max(seq) AS seq FROM said GROUP BY topic, citizen_id) newest
  WHERE stream.citizen_id = newest.citizen_id AND stream.topic = newest.topic
), kept AS (
  INSERT INTO event (topic, citizen_id, seq, event_id, record, trace, said_at)
  SELECT topic, citizen_id, seq, event_id, record, trace, $7 FROM said
), marked AS (
  {marking(8)}
)
INSERT INTO outbox (topic, citizen_id, seq, said_at)
SELECT topic, citizen_id, seq, $7 FROM said ORDER BY n
"""  # noqa: S608  # numbers of parameters


async def keep_and_queue(connection: Connection, said: Sequence[Said], marks: Marks, now: datetime) -> None:
    """Count, keep and queue what was said, and mark; the caller's transaction holds the citizens' locks."""
    await connection.execute(
        KEEP_AND_QUEUE,
        [one.topic for one in said],
        [one.citizen for one in said],
        [one.seq for one in said],
        [one.id for one in said],
        [one.record for one in said],
        [one.trace for one in said],
        now,
        *columns(marks),
    )
