"""A citizen's data keys, unwrapped, and forgotten within a minute."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import asyncpg

from samspil.sealing.cipher import DataKey
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen, reaching_the_keyring
from samspil.sealing.master_key import MasterKey
from samspil.vocabulary.citizen_id import CitizenId

KEPT_FOR = 60.0
"""Seconds. So long after keys were destroyed a process may still open with its copy, and no longer."""

# One's own first: the newest of those seals. Those of whoever turned out to be the same person open, too.
# As an array: for two conditions with OR between them all keys of everybody would be read.
_LOAD = """
    SELECT key_id, wrapped, master_key_id FROM citizen_key
    WHERE citizen_id = ANY($1::uuid || ARRAY(SELECT absorbed FROM merged WHERE survivor = $1::uuid))
    ORDER BY citizen_id <> $1, created_at DESC
"""
_FIND = """
    SELECT number_hmac, person.citizen_id, key_id, wrapped, master_key_id
    FROM person LEFT JOIN citizen_key ON citizen_key.citizen_id = ANY(
        person.citizen_id || ARRAY(SELECT absorbed FROM merged WHERE survivor = person.citizen_id)
    )
    WHERE number_hmac = ANY($1::bytea[])
    ORDER BY number_hmac, citizen_key.citizen_id <> person.citizen_id, citizen_key.created_at DESC
"""
_WAS_DESTROYED = "SELECT EXISTS (SELECT FROM destroyed WHERE citizen_id = $1)"


@dataclass(frozen=True, slots=True)
class _Kept:
    keys: tuple[DataKey, ...]
    since: float


class DataKeys:
    """Loads keys and keeps them for up to ``KEPT_FOR`` seconds of the given monotonic clock."""

    def __init__(
        self, pool: "asyncpg.Pool[asyncpg.Record]", master_key: MasterKey, monotonic: Callable[[], float]
    ) -> None:
        self._pool = pool
        self._master_key = master_key
        self._monotonic = monotonic
        self._kept: dict[CitizenId, _Kept] = {}

    async def of(self, citizen: CitizenId) -> tuple[DataKey, ...]:
        """At least one key, the newest first; after one's own, those of files that turned out to be theirs.

        Raises ``UnknownCitizen``, ``KeyDestroyed``, ``KeyringAway``, ``WrongMasterKey``.
        """
        now = self._monotonic()
        kept = self._kept.get(citizen)
        if kept is not None and kept.since + KEPT_FOR > now:
            return kept.keys
        return await self._keep(citizen, await self._load(citizen), now)

    async def of_numbers(self, hmacs: Collection[bytes]) -> dict[bytes, CitizenId]:
        """Whom these numbers lead to, whose keys are at hand then: one way to the database for all.

        Raises ``KeyringAway``, ``WrongMasterKey``.
        """
        now = self._monotonic()
        with reaching_the_keyring():
            rows = await self._pool.fetch(_FIND, list(hmacs))
        found: dict[bytes, CitizenId] = {}
        for number_hmac, of_number in groupby(rows, itemgetter("number_hmac")):
            keys = list(of_number)
            citizen = CitizenId(UUID(int=keys[0]["citizen_id"].int))  # the plain class, not the driver's
            found[number_hmac] = citizen
            if keys[0]["key_id"] is not None:
                await self._keep(citizen, keys, now)
        return found

    def forget(self, citizen: CitizenId) -> None:
        """Drop what this process keeps of the citizen."""
        self._kept.pop(citizen, None)

    def _forget_before(self, limit: float) -> None:
        """Keep memory small: entries stand in the order in which they came, so the old ones are first."""
        while self._kept:
            oldest = next(iter(self._kept))
            if self._kept[oldest].since > limit:
                return
            self.forget(oldest)

    async def _keep(self, citizen: CitizenId, rows: list[asyncpg.Record], now: float) -> tuple[DataKey, ...]:
        keys = tuple(
            [
                DataKey(row["key_id"], await self._master_key.unwrap(row["wrapped"], row["master_key_id"]))
                for row in rows
            ]
        )
        self._forget_before(now - KEPT_FOR)
        self.forget(citizen)
        # Counted from before the rows were read: they may have been destroyed while on the way to us.
        self._kept[citizen] = _Kept(keys, since=now)
        return keys

    async def _load(self, citizen: CitizenId) -> list[asyncpg.Record]:
        with reaching_the_keyring():
            rows = await self._pool.fetch(_LOAD, citizen)
            if not rows:
                destroyed = await self._pool.fetchval(_WAS_DESTROYED, citizen)
                raise KeyDestroyed if destroyed else UnknownCitizen
        return rows
