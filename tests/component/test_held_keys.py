"""What nobody can place is sealed under a key of its own, for thirty days."""

import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from samspil import sealing
from samspil.sealing.access import Access
from samspil.sealing.cipher import DataKey, open_token
from samspil.sealing.errors import KeyDestroyed, KeyringAway
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.testkit.servers import Servers
from samspil.vocabulary.sector import Sector

MIGRATIONS = Path(sealing.__file__).parent / "migrations"
MASTER_KEY = EnvironmentMasterKey(secrets.token_bytes(32))
ACCESS = Access("somebody", "caseworker", Sector.SOCIAL, "look")
INDEX_KEY = IndexKey(secrets.token_bytes(32))


@pytest.fixture
async def owner(servers: Servers) -> AsyncIterator[asyncpg.Connection]:
    """Whoever owns the keyring's database, and reads in it what no service may."""
    connection = await asyncpg.connect(await servers.postgres.database(("sealing", MIGRATIONS)))
    yield connection
    await connection.close()


@pytest.fixture
async def keyring(servers: Servers, owner: asyncpg.Connection) -> AsyncIterator[Keyring]:
    name: str = await owner.fetchval("SELECT current_database()")
    url = await servers.postgres.role(servers.postgres.url(name), "keyring_user")
    async with asyncpg.create_pool(url, min_size=0, timeout=3) as pool:
        yield Keyring(pool, MASTER_KEY, INDEX_KEY)


async def test_each_message_has_a_key_of_its_own_that_alone_opens_it_for_thirty_days(
    keyring: Keyring, owner: asyncpg.Connection
) -> None:
    first, second = await keyring.seal_held("held", "en besked"), await keyring.seal_held("held", "en anden")

    assert first.kind == "held"
    rows = {row["key_id"]: row for row in await owner.fetch("SELECT *, until - now() AS left FROM held_key")}
    assert rows.keys() == {first.key_id, second.key_id}
    row = rows[first.key_id]
    key = DataKey(first.key_id, await MASTER_KEY.unwrap(row["wrapped"], row["master_key_id"]))
    assert open_token([key], first) == "en besked"
    assert row["master_key_id"] == MASTER_KEY.id
    assert timedelta(days=29, hours=23) < row["left"] <= timedelta(days=30)


async def test_what_is_held_opens_when_the_look_is_logged_and_until_its_key_has_had_its_time(
    keyring: Keyring, owner: asyncpg.Connection
) -> None:
    token, other = await keyring.seal_held("held", "en besked"), await keyring.seal_held("held", "en anden")

    assert await keyring.open_held(token, ACCESS) == "en besked"
    [row] = await owner.fetch("SELECT who, role, sector, citizen_id, why, fields FROM access")
    assert tuple(row) == ("somebody", "caseworker", "social", token.key_id, "look", ["held"])

    await owner.execute("UPDATE held_key SET until = now() WHERE key_id = $1", token.key_id)
    with pytest.raises(KeyDestroyed):
        await keyring.open_held(token, ACCESS)
    assert await keyring.open_held(other, ACCESS) == "en anden"


async def test_a_key_that_has_had_its_time_is_destroyed_and_no_other(
    keyring: Keyring, owner: asyncpg.Connection
) -> None:
    old, young = await keyring.seal_held("held", "a"), await keyring.seal_held("held", "b")
    await owner.execute("UPDATE held_key SET until = now() WHERE key_id = $1", old.key_id)

    assert await keyring.destroy_held() == 1
    assert await keyring.destroy_held() == 0
    assert [row["key_id"] for row in await owner.fetch("SELECT key_id FROM held_key")] == [young.key_id]


async def test_without_the_keyring_nothing_is_held(owner: asyncpg.Connection) -> None:
    away = asyncpg.create_pool("postgresql://nobody@127.0.0.1:1/none", min_size=0, timeout=1)
    async with away as pool:
        keyring = Keyring(pool, MASTER_KEY, INDEX_KEY)
        with pytest.raises(KeyringAway):
            await keyring.seal_held("held", "a")
        with pytest.raises(KeyringAway):
            await keyring.destroy_held()
