"""A log in memory, the records in it, sound or not, and a listener that polls it as the subscription does."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from samspil.contracts import topics
from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.envelope import CONTENT_TYPE, Fact
from samspil.contracts.referral import ReferralUnanswered
from samspil.contracts.topics import PARTITIONS, Topic
from samspil.ledger.hear import Hearing
from samspil.ledger.relay import Outgoing
from samspil.ledger.say import Cause, put_in_envelope
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

THEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CASE = Cause(UUID(int=1))
PERSONAL = Sealed.of(key_id=UUID(int=2), kind="name", token_id=UUID(int=3), box="A" * 40)


def unanswered() -> ReferralUnanswered:
    """The smallest fact on ``referral.v1``."""
    return ReferralUnanswered(referral_id=UUID(int=4), answer_by=date(2026, 12, 7), occurred_at=THEN)


def registered() -> CitizenRegistered:
    """The fact on ``citizen.v1``."""
    return CitizenRegistered(
        name=PERSONAL,
        cpr=PERSONAL,
        acting_municipality="101",
        registered_by="staff-1",
        basis=LegalBasis.SEL_85,
        occurred_at=THEN,
    )


FACTS: dict[str, Callable[[], Fact]] = {topics.CITIZEN.name: registered, topics.REFERRAL.name: unanswered}


def event(topic: Topic, citizen: UUID, seq: int, /, **changed: Any) -> bytes:
    """An event as it travels, with a new id; ``changed`` replaces attributes of its envelope."""
    fact = FACTS.get(topic.name, unanswered)()
    said = put_in_envelope(fact, CitizenId(citizen), seq, source="/samspil/toy", cause=CASE, now=THEN)
    return json.dumps({**json.loads(said.record), **changed}).encode() if changed else said.record


@dataclass(frozen=True, slots=True)
class Delivered:
    """A record as a log delivers it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]] = (("content-type", CONTENT_TYPE),)


class MemoryLog:
    """A log that keeps its records in memory; a relay appends to it and hearings poll it."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, int], list[Delivered]] = defaultdict(list)

    def partition_of(self, topic: str, citizen: UUID) -> int:
        """The same partition on every topic."""
        return citizen.int % PARTITIONS

    async def append(self, topic: str, partition: int, records: Sequence[Outgoing]) -> None:
        """Append in order."""
        for record in records:
            self.put(topic, partition, str(record.citizen).encode(), record.value)

    def put(
        self,
        topic: str,
        partition: int,
        key: bytes | None,
        value: bytes | None,
        headers: Sequence[tuple[str, bytes | None]] = (("content-type", CONTENT_TYPE),),
    ) -> Delivered:
        """Append anything at all."""
        lot = self.records[topic, partition]
        lot.append(Delivered(topic, partition, len(lot), key, value, headers))
        return lot[-1]

    def say(self, topic: Topic, citizen: UUID, *seqs: int, **changed: Any) -> None:
        """Append sound events with these numbers; ``changed`` replaces attributes of their envelopes."""
        partition = self.partition_of(topic.name, citizen)
        for seq in seqs:
            self.put(topic.name, partition, str(citizen).encode(), event(topic, citizen, seq, **changed))

    def again(self, delivered: Delivered) -> None:
        """Append the same bytes once more."""
        self.put(delivered.topic, delivered.partition, delivered.key, delivered.value, delivered.headers)

    def of(self, citizen: UUID, topic: Topic = topics.REFERRAL) -> list[Delivered]:
        """What the log has of this citizen."""
        lot = self.records[topic.name, self.partition_of(topic.name, citizen)]
        return [one for one in lot if one.key == str(citizen).encode()]


class Listener:
    """Polls as the subscription does: onwards while polls commit, else back to the watermarks."""

    def __init__(self, hearing: Hearing[Any], log: MemoryLog, *heard: Topic) -> None:
        self.hearing = hearing
        self._log = log
        self._partitions = [(topic.name, part) for topic in heard for part in range(PARTITIONS)]
        self._at: dict[tuple[str, int], int] = {}

    async def rewind(self) -> None:
        """Seek to the watermarks."""
        self._at = dict(await self.hearing.watermarks.load(self._partitions))

    async def poll(self, at_most: int = 2000) -> bool | None:
        """One poll: whether it committed; None when there is nothing to hear."""
        if not self._at:
            await self.rewind()
        records: list[Delivered] = []
        for partition in self._partitions:
            lot = self._log.records[partition][self._at[partition] :][: at_most - len(records)]
            self._at[partition] += len(lot)
            records += lot
        if not records:
            return None
        committed = await self.hearing.poll(records)
        if not committed:
            await self.rewind()
        return committed

    async def hear_all(self, at_most: int = 2000) -> None:
        """Poll until there is nothing to hear."""
        while await self.poll(at_most) is not None:
            pass
