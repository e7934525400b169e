"""A citizen's keys in memory: whose they are, in which order, and how soon they are gone."""

import secrets
from typing import Any, cast
from uuid import UUID, uuid4

import asyncpg
import pytest

from samspil.sealing.data_keys import KEPT_FOR, DataKeys
from samspil.sealing.errors import KeyDestroyed, KeyringAway, UnknownCitizen, WrongMasterKey
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.vocabulary.citizen_id import CitizenId

BRUNO, NANCY, EJNAR = (CitizenId(UUID(int=number)) for number in (1, 2, 3))
MASTER = EnvironmentMasterKey(secrets.token_bytes(32))


class Database:
    """Plays the keyring's database: each citizen's rows, the newest first."""

    def __init__(self) -> None:
        self.rows: dict[CitizenId, list[dict[str, Any]]] = {}
        self.destroyed: set[CitizenId] = set()
        self.read: list[CitizenId] = []
        self.seconds_to_answer = 0.0
        self.now = 1000.0
        self.away = False

    async def give(self, citizen: CitizenId, master: EnvironmentMasterKey = MASTER) -> bytes:
        secret = secrets.token_bytes(32)
        row = {"key_id": uuid4(), "wrapped": await master.wrap(secret), "master_key_id": master.id}
        self.rows.setdefault(citizen, []).insert(0, row)
        return secret

    async def fetch(self, _: str, citizen: CitizenId) -> list[dict[str, Any]]:
        if self.away:
            raise ConnectionRefusedError
        self.read.append(citizen)
        rows = list(self.rows.get(citizen, ()))
        self.now += self.seconds_to_answer
        return rows

    async def fetchval(self, _: str, citizen: CitizenId) -> bool:
        return citizen in self.destroyed

    def keys(self) -> DataKeys:
        return DataKeys(cast("asyncpg.Pool[asyncpg.Record]", self), MASTER, lambda: self.now)


@pytest.fixture
def database() -> Database:
    return Database()


async def secrets_of(keys: DataKeys, citizen: CitizenId) -> list[bytes]:
    return [key.secret for key in await keys.of(citizen)]


async def test_everybody_is_given_their_own_keys_the_newest_first(database: Database) -> None:
    older, nancys, newer = [await database.give(one) for one in (BRUNO, NANCY, BRUNO)]
    keys = database.keys()

    for _ in range(2):
        assert await secrets_of(keys, BRUNO) == [newer, older]
        assert await secrets_of(keys, NANCY) == [nancys]
    assert database.read == [BRUNO, NANCY]
    assert [key.id for key in await keys.of(BRUNO)] == [row["key_id"] for row in database.rows[BRUNO]]


async def test_keys_are_kept_for_a_minute_from_before_they_were_read(database: Database) -> None:
    await database.give(BRUNO)
    keys = database.keys()
    database.seconds_to_answer = 4.0
    await keys.of(BRUNO)

    database.now = 1000.0 + KEPT_FOR - 0.1
    await keys.of(BRUNO)
    assert len(database.read) == 1
    database.now = 1000.0 + KEPT_FOR
    await keys.of(BRUNO)

    assert len(database.read) == 2


async def test_a_destroyed_key_opens_nothing_after_the_minute_and_is_no_longer_in_memory(
    database: Database,
) -> None:
    await database.give(BRUNO)
    keys = database.keys()
    await keys.of(BRUNO)
    database.rows.clear()
    database.destroyed.add(BRUNO)
    database.now += KEPT_FOR

    with pytest.raises(KeyDestroyed):
        await keys.of(BRUNO)
    with pytest.raises(UnknownCitizen):
        await keys.of(NANCY)


async def test_whose_keys_nobody_needed_for_a_minute_are_dropped_by_the_next_one(database: Database) -> None:
    for citizen in (BRUNO, NANCY, EJNAR):
        await database.give(citizen)
    keys = database.keys()
    for citizen in (BRUNO, NANCY):
        await keys.of(citizen)
        database.now += 30

    await keys.of(EJNAR)

    assert set(keys._kept) == {NANCY, EJNAR}


async def test_keys_that_were_read_again_do_not_hide_older_ones(database: Database) -> None:
    for citizen in (BRUNO, NANCY, EJNAR):
        await database.give(citizen)
    keys = database.keys()
    await keys.of(BRUNO)
    database.now += 30
    await keys.of(NANCY)
    database.now += 30
    await keys.of(BRUNO)
    database.now += 30

    await keys.of(EJNAR)

    assert set(keys._kept) == {BRUNO, EJNAR}


async def test_who_is_forgotten_is_read_anew_and_nobody_else(database: Database) -> None:
    await database.give(BRUNO)
    await database.give(NANCY)
    keys = database.keys()
    await keys.of(BRUNO)
    await keys.of(NANCY)

    keys.forget(BRUNO)
    keys.forget(EJNAR)
    await keys.of(BRUNO)
    await keys.of(NANCY)

    assert database.read == [BRUNO, NANCY, BRUNO]


async def test_while_the_database_is_away_old_keys_are_not_used_longer(database: Database) -> None:
    await database.give(BRUNO)
    keys = database.keys()
    await keys.of(BRUNO)
    database.away = True

    await keys.of(BRUNO)
    database.now += KEPT_FOR
    with pytest.raises(KeyringAway):
        await keys.of(BRUNO)


async def test_a_key_under_another_master_key_is_told_from_one_that_is_not_there(database: Database) -> None:
    await database.give(BRUNO, EnvironmentMasterKey(secrets.token_bytes(32)))

    with pytest.raises(WrongMasterKey):
        await database.keys().of(BRUNO)
