"""One keyring database as its owner, its services, its eraser and the reader of its log see it."""

import secrets
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg

from samspil import sealing
from samspil.sealing.access import Access
from samspil.sealing.destroy import destroy
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.sealing.read_access import AccessLog, access_log_at
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector

MIGRATIONS = Path(sealing.__file__).parent / "migrations"
MASTER_KEY = EnvironmentMasterKey(secrets.token_bytes(32))
INDEX_KEY = IndexKey(secrets.token_bytes(32))
ACCESS = Access(who="caseworker-7", role="caseworker", sector=Sector.SOCIAL, why="referral.read")


class KeyringDatabase:
    """One keyring database, and as many processes' keyrings as a test needs."""

    def __init__(
        self, owner_url: str, user_url: str, eraser_url: str, reader_url: str, opened: AsyncExitStack
    ) -> None:
        self.owner_url = owner_url
        self.user_url = user_url
        self.eraser_url = eraser_url
        self.reader_url = reader_url
        self._opened = opened
        self.now = 1000.0

    async def keyring(self, master_key: EnvironmentMasterKey = MASTER_KEY) -> Keyring:
        """The keyring of one more process, with nothing in its memory and the test's clock."""
        pool = asyncpg.create_pool(self.user_url, min_size=0, max_size=20, timeout=3)
        await self._opened.enter_async_context(pool)
        return Keyring(pool, master_key, INDEX_KEY, monotonic=lambda: self.now)

    async def log(self) -> AccessLog:
        """The log, as who may read it."""
        return await self._opened.enter_async_context(access_log_at(self.reader_url))

    async def destroy(self, citizen: CitizenId) -> None:
        """What an eraser does, who is no service."""
        async with asyncpg.create_pool(self.eraser_url, min_size=0, timeout=3) as pool:
            await destroy(pool, citizen)

    async def rows(self, sql: str, *arguments: object) -> list[dict[str, Any]]:
        """What the database's owner reads."""
        connection = await asyncpg.connect(self.owner_url)
        try:
            return [dict(row) for row in await connection.fetch(sql, *arguments)]
        finally:
            await connection.close()

    async def accesses(self, citizen: CitizenId) -> list[dict[str, Any]]:
        return await self.rows("SELECT * FROM access WHERE citizen_id = $1 ORDER BY id", citizen)
