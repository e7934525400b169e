"""A header name that is no text costs nobody anything."""

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from aiokafka.record.util import calc_crc32c

from samspil.messaging import header_names

GZIP, NONE = 1, 0


def fetched(compression: int = NONE, odd: int = 0) -> bytes:
    """Batches from 0 and from 3 on; in the one from ``odd`` the middle record's header name is no UTF-8."""
    built = b""
    for base in (0, 3):
        batch = BatchBuilder(10_000, compression)
        for n in range(3):
            batch.append(
                timestamp=None, key=b"key", value=b"%d" % (base + n), headers=[("name", b"1"), ("", None)]
            )
        one = bytearray(batch._build())
        one[0:8] = base.to_bytes(8, "big")
        if base == odd and compression == NONE:
            second = one.index(b"name", one.index(b"name") + 1)
            one[second : second + 4] = b"\xff\xfe\x00e"
            one[17:21] = calc_crc32c(bytes(one[21:])).to_bytes(4, "big")
        built += one
    return built


def unpack(data: bytes, first: int = 0) -> list[tuple[int, bytes, str]]:
    header_names.forgive()
    records = fetcher.MemoryRecords(data)
    assert records.has_next()
    unpacked = fetcher.PartitionRecords(
        TopicPartition("t", 0), records, None, first, None, None, True, fetcher.READ_COMMITTED
    )
    return [(one.offset, one.value, one.headers[0][0]) for one in unpacked]


def test_every_record_around_it_is_delivered_once_and_in_order() -> None:
    got = unpack(fetched())

    assert [offset for offset, *_ in got] == [0, 1, 2, 3, 4, 5]
    assert [value for _, value, _ in got] == [b"0", b"1", b"2", b"3", b"4", b"5"]
    assert [name for *_, name in got] == ["name", "\ufffd\ufffd\x00e", "name", "name", "name", "name"]


@pytest.mark.parametrize("odd", [0, 3])
@pytest.mark.parametrize("first", [0, 1, 2])
def test_a_fetch_may_begin_anywhere_in_its_first_batch(first: int, odd: int) -> None:
    assert [offset for offset, *_ in unpack(fetched(odd=odd), first)] == list(range(first, 6))


def test_compressed_batches_are_read_as_ever() -> None:
    assert [value for _, value, _ in unpack(fetched(GZIP))] == [b"0", b"1", b"2", b"3", b"4", b"5"]


def test_the_clients_own_reader_gives_up() -> None:
    """When this fails, the client has learnt it and our way around it can go."""
    batch = MemoryRecords(fetched()).next_batch()

    with pytest.raises(UnicodeDecodeError):
        list(batch)
