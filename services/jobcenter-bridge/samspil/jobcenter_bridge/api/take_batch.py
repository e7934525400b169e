"""A file of activities is taken in while its bytes come: a thousand rows at a time are read and kept.

Of a row that is about somebody whose activities are not received nothing is kept, nor who that is.
"""

import codecs
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.api.whose_rows import STRANGER, WhoseRows
from samspil.jobcenter_bridge.domain.batch import ActivityRow
from samspil.jobcenter_bridge.partner.batch_file import Cut, Cutter, UnreadableFile
from samspil.jobcenter_bridge.partner.batch_row import BadRow, Row, read_row
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.storage import batches
from samspil.jobcenter_bridge.storage.batches import Misplaced, Part
from samspil.ledger.database import Pool
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.sealing.keyring import Keyring
from samspil.telemetry.trace import current_traceparent
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7

ROWS_AT_ONCE = 1000
AT_ONCE = 65_536
"""Bytes that are cut at once: what comes in small pieces is gathered."""


class Taken(NamedTuple):
    """Which file it is."""

    batch: UUID
    is_new: bool
    """False where the same bytes came before: then nothing was changed."""


class BatchIntake:
    """Takes files in; of one that is not taken nothing stays."""

    def __init__(self, pool: Pool, keyring: Keyring, reading: Reading) -> None:
        self._pool = pool
        self._keyring = keyring
        self._reading = reading

    async def take(self, stream: AsyncIterator[bytes], cutter: Cutter) -> Taken:
        """Whoever is told of it may forget the file.

        Raises ``UnreadableFile``, ``StoppedComing``, ``KeyringAway``.
        """
        batch = uuid7()
        await batches.begin(self._pool, batch, current_traceparent())
        try:
            digest = await self._come(batch, stream, cutter)
            if await batches.finish(self._pool, batch, digest):
                return Taken(batch, is_new=True)
        except BaseException:
            with suppress(Exception):  # who cannot now leaves it to the sweep
                await batches.discard(self._pool, batch)
            raise
        await batches.discard(self._pool, batch)
        before = await batches.find(self._pool, digest)
        return Taken(before or batch, is_new=False)

    async def _come(self, batch: UUID, stream: AsyncIterator[bytes], cutter: Cutter) -> bytes:
        """The digest of its bytes, when the last of its rows is kept."""
        digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8-sig")()
        today, number, waiting = danish_day(datetime.now(UTC)), 0, list[Cut]()
        whose = WhoseRows(self._pool, self._keyring, today)
        async for block in _gathered(stream):
            digest.update(block)
            waiting += cutter.feed(_text(decoder, block))
            while len(waiting) >= ROWS_AT_ONCE:
                part, waiting = waiting[:ROWS_AT_ONCE], waiting[ROWS_AT_ONCE:]
                await self._keep(batch, part, number, today, whose)
                number += len(part)
        waiting += [*cutter.feed(_text(decoder, b"", final=True)), *cutter.end()]
        if not number and not waiting:
            raise UnreadableFile("file_empty")
        await self._keep(batch, waiting, number, today, whose)
        return digest.digest()

    async def _keep(
        self, batch: UUID, cut: Sequence[Cut], before: int, today: date, whose: WhoseRows
    ) -> None:
        read = [read_row(number, one, self._reading, today) for number, one in enumerate(cut, before + 1)]
        rows = [one for one in read if isinstance(one, Row)]
        bad = {one.number: one.wrong for one in read if isinstance(one, BadRow)}
        known = await whose.of({row.cpr for row in rows if row.cpr})
        owners = await batches.read_owners(self._pool, [row.told.entity.id for row in rows])
        misplaced, kept = list[Misplaced](), list[ActivityRow]()
        for row in rows:
            citizen, is_received = known[row.cpr] if row.cpr else STRANGER
            if owners.get(row.told.entity.id, citizen) != citizen:
                misplaced.append(Misplaced(row.number, row.version))
            elif citizen and is_received and (sealed := await self._sealed(citizen, row)):
                kept.append(sealed)
        not_received = len(rows) - len(misplaced) - len(kept)
        await batches.add(self._pool, batch, Part(kept, misplaced, bad, not_received), datetime.now(UTC))

    async def _sealed(self, citizen: CitizenId, row: Row) -> ActivityRow | None:
        """None of somebody who has been erased."""
        activity, words = row.told
        if words is not None:
            try:
                activity = replace(activity, purpose=await self._keyring.seal(citizen, "words", words))
            except (KeyDestroyed, UnknownCitizen):
                return None
        return ActivityRow(row.number, citizen, row.version, activity)


async def _gathered(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    gathered = bytearray()
    async for chunk in stream:
        gathered += chunk
        if len(gathered) >= AT_ONCE:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _text(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> str:
    try:
        return decoder.decode(block, final)
    except UnicodeDecodeError:
        raise UnreadableFile("file_not_utf_8") from None
