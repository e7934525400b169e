"""Header names that are no text: aiokafka would give up their whole partition over one, for ever.

Its reader decodes names as UTF-8 and raises in the middle of a fetch; what stands behind is never delivered.
Here such a fetch is read again, slowly, and each name comes as well as it can be read.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, Self, SupportsIndex

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy


class Fetched(MemoryRecords):  # type: ignore[misc]  # aiokafka ships no types
    """The records of one fetch; their bytes are kept until they are read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.data = data


class Unpacked(fetcher.PartitionRecords):  # type: ignore[misc]
    """Reads a fetch once more, in its own way, where the quick reader gave up."""

    _records: Any

    def _unpack_records(self) -> Iterator[Any]:
        try:
            yield from super()._unpack_records()
        except UnicodeDecodeError:
            self._records = _Slowly(self._records.data, self.next_fetch_offset)
            yield from super()._unpack_records()  # leaves out what was delivered before


class _Slowly:
    """The batches that reach behind ``position``, read in Python."""

    def __init__(self, data: bytes, position: int) -> None:
        self._batches: deque[_Batch] = deque()
        slices = _MemoryRecordsPy(data)
        while slices.has_next():
            batch = _Batch(slices._next_slice)
            slices.next_batch()
            if batch.next_offset > position:
                self._batches.append(batch)

    def has_next(self) -> bool:
        return bool(self._batches)

    def next_batch(self) -> "_Batch":
        return self._batches.popleft()


class _Batch(_DefaultRecordBatchPy):  # type: ignore[misc]
    _buffer: Any

    def __iter__(self) -> Self:
        super().__iter__()
        self._buffer = _AnyText(self._buffer)
        return self


class _AnyText(bytearray):
    """Bytes of which every piece can be decoded."""

    def __getitem__(self, where: SupportsIndex | slice) -> Any:
        piece = super().__getitem__(where)
        return _AnyText(piece) if isinstance(piece, bytearray) else piece

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        return super().decode(encoding, errors)


def forgive() -> None:
    """From here on every consumer of this process reads like that."""
    fetcher.MemoryRecords = Fetched
    fetcher.PartitionRecords = Unpacked
