"""What the relay appends leaves in order, whole, and with nothing but what hearers need."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiokafka.errors import KafkaError, RequestTimedOutError

from samspil.ledger.relay import Outgoing
from samspil.messaging import log as log_module
from samspil.messaging.kafka import Kafka
from samspil.messaging.log import KafkaLog, LogStuck, partition_of

CITIZEN = UUID("3f8f6a5e-2a63-4f0c-9d61-7f6f1f0c9b11")


class Batch:
    """Takes two records."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.closed = False

    def append(self, **record: Any) -> object:
        if len(self.records) == 2:
            return None
        self.records.append(record)
        return object()

    def close(self) -> None:
        self.closed = True


class Producer:
    """Acknowledges a moment after it was sent, or never, or with a fault."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = {}
        self.sent: list[tuple[str, int, list[dict[str, Any]]]] = []
        self.fault: BaseException | None = None
        self._under_way = 0

    def create_batch(self) -> Batch:
        return Batch()

    async def send_batch(self, batch: Batch, topic: str, *, partition: int) -> "asyncio.Future[None]":
        assert batch.closed
        assert self._under_way == 0, "the one before has not arrived"
        self._under_way += 1
        self.sent.append((topic, partition, batch.records))
        arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(self._acknowledge, arrived)
        return arrived

    def _acknowledge(self, arrived: "asyncio.Future[None]") -> None:
        self._under_way -= 1
        if self.fault is None:
            arrived.set_result(None)
        elif isinstance(self.fault, KafkaError):
            arrived.set_exception(self.fault)


@pytest.fixture
def producer(monkeypatch: pytest.MonkeyPatch) -> Producer:
    one = Producer()

    def made(**settings: Any) -> Producer:
        one.settings = settings
        return one

    monkeypatch.setattr(log_module, "AIOKafkaProducer", made)
    return one


@pytest.fixture
def out(producer: Producer) -> KafkaLog:
    return KafkaLog(Kafka("127.0.0.1:9092", "toy", "secret"))


def outgoing(count: int, trace: str | None = None) -> list[Outgoing]:
    return [Outgoing(n, "t", CITIZEN, uuid4(), b"%d" % n, trace) for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
async def test_records_that_fill_several_batches_leave_in_order_and_none_is_left_out(
    out: KafkaLog, producer: Producer, count: int
) -> None:
    await out.append("t", 7, outgoing(count))

    assert {where[:2] for where in producer.sent} == {("t", 7)}
    assert [record["value"] for *_, lot in producer.sent for record in lot] == [
        b"%d" % n for n in range(count)
    ]
    assert all(lot for *_, lot in producer.sent)


async def test_a_record_has_its_citizen_as_key_and_says_what_it_is_and_in_which_trace_it_was_said(
    out: KafkaLog, producer: Producer
) -> None:
    await out.append("t", 7, [*outgoing(1), *outgoing(1, "00-1-2-01")])

    [(_, _, [plain, traced])] = producer.sent
    assert plain["key"] == traced["key"] == str(CITIZEN).encode()
    assert plain["headers"] == [("content-type", b"application/cloudevents+json")]
    assert traced["headers"] == [*plain["headers"], ("traceparent", b"00-1-2-01")]


@pytest.mark.parametrize(
    "fault", [RequestTimedOutError(), TimeoutError()], ids=lambda one: type(one).__name__
)
async def test_what_is_not_acknowledged_in_time_ends_the_relay(
    out: KafkaLog, producer: Producer, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    monkeypatch.setattr(log_module, "DEADLINE", 0.02)
    producer.fault = fault

    with pytest.raises(LogStuck, match=f"^t: {type(fault).__name__}$"):
        await asyncio.wait_for(out.append("t", 7, outgoing(3)), 1)

    assert len(producer.sent) == 1  # what comes after it has not left


async def test_no_replica_may_lack_what_was_acknowledged_and_none_has_it_twice(
    out: KafkaLog, producer: Producer
) -> None:
    assert (producer.settings["acks"], producer.settings["enable_idempotence"]) == ("all", True)


def murmur2(data: bytes) -> int:
    """As Austin Appleby wrote it, with Kafka's seed."""
    m, mask = 0x5BD1E995, 0xFFFFFFFF
    h = 0x9747B28C ^ len(data)
    for at in range(0, len(data) - 3, 4):
        k = int.from_bytes(data[at : at + 4], "little") * m & mask
        h = (h * m & mask) ^ ((k ^ k >> 24) * m & mask)
    if rest := data[len(data) & ~3 :]:
        h = (h ^ int.from_bytes(rest, "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return h ^ h >> 15


def test_every_client_of_kafka_would_choose_the_same_partition() -> None:
    # of Kafka's own UtilsTest.testMurmur2
    assert murmur2(b"foobar") == -790332482 & 0xFFFFFFFF
    assert murmur2(b"a-little-bit-long-string") == -985981536 & 0xFFFFFFFF
    crowd = [uuid4() for _ in range(200)]

    chosen = [partition_of(one, 24) for one in crowd]

    assert chosen == [(murmur2(str(one).encode()) & 0x7FFFFFFF) % 24 for one in crowd]
    assert len(set(chosen)) > 20
