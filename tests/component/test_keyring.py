"""The keyring on a real PostgreSQL, as the role that the services have."""

import asyncio
import secrets
from uuid import UUID

import asyncpg
import pytest

from keyring_database import ACCESS, INDEX_KEY, MASTER_KEY, KeyringDatabase
from samspil.sealing.errors import (
    KeyDestroyed,
    KeyringAway,
    NotThisCitizens,
    TamperedToken,
    UnknownCitizen,
    WrongMasterKey,
)
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.testkit.people import (
    ADMINISTRATIVE_REPLACEMENT,
    BRUNO,
    EJNAR,
    NANCY,
    NANCY_FORMERLY,
    synthetic_cpr,
)
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId, new_citizen_id
from samspil.vocabulary.sealed import Sealed


async def test_a_stranger_is_not_found_and_nothing_is_made_of_them(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    assert await keyring.find(EJNAR.cpr) is None
    citizen = await keyring.get_or_create(BRUNO.cpr)

    assert await keyring.find(BRUNO.cpr) == citizen
    assert await database.rows("SELECT citizen_id FROM person") == [{"citizen_id": citizen}]


async def test_a_number_keeps_its_citizen(keyring: Keyring, database: KeyringDatabase) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)

    assert await keyring.get_or_create(BRUNO.cpr) == citizen
    assert await (await database.keyring()).get_or_create(BRUNO.cpr) == citizen
    assert await keyring.get_or_create(NANCY.cpr) != citizen
    assert type(citizen) is UUID


async def test_a_number_and_the_same_with_sixty_added_to_its_day_are_two_citizens_until_they_are_linked(
    keyring: Keyring,
) -> None:
    assert ADMINISTRATIVE_REPLACEMENT.cpr.number[2:] == BRUNO.cpr.number[2:]
    citizen = await keyring.get_or_create(BRUNO.cpr)
    other = await keyring.get_or_create(ADMINISTRATIVE_REPLACEMENT.cpr)
    assert citizen != other

    assert await keyring.link(ADMINISTRATIVE_REPLACEMENT.cpr, citizen, instead_of=other)

    assert await keyring.get_or_create(ADMINISTRATIVE_REPLACEMENT.cpr) == citizen


async def test_twenty_who_ask_for_a_new_number_at_once_get_one_citizen_with_one_key(
    database: KeyringDatabase,
) -> None:
    keyrings = [await database.keyring() for _ in range(4)]
    for n in range(10):
        cpr = synthetic_cpr(n)
        citizens = await asyncio.gather(*[keyrings[i % 4].get_or_create(cpr) for i in range(20)])

        assert len(set(citizens)) == 1
        keys = await database.rows("SELECT FROM citizen_key WHERE citizen_id = $1", citizens[0])
        assert len(keys) == 1
    assert len(await database.rows("SELECT FROM citizen")) == 10


async def test_who_waits_for_one_that_fails_makes_the_citizen_instead(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    other = await asyncpg.connect(database.owner_url)
    undecided = other.transaction()
    await undecided.start()
    await other.execute("INSERT INTO citizen VALUES ($1)", first := new_citizen_id())
    await other.execute("INSERT INTO person VALUES ($1, $2)", INDEX_KEY.of(BRUNO.cpr), first)

    waiting = asyncio.create_task(keyring.get_or_create(BRUNO.cpr))
    assert await asyncio.wait([waiting], timeout=0.2) == (set(), {waiting})
    await undecided.rollback()
    await other.close()

    citizen = await waiting
    assert citizen != first
    await keyring.seal(citizen, "name", BRUNO.name)


async def test_sealed_in_one_process_opens_in_another(keyring: Keyring, database: KeyringDatabase) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    tokens = {
        "name": await keyring.seal(citizen, "name", BRUNO.name),
        "cpr": await keyring.seal(citizen, "cpr", BRUNO.cpr.number),
    }

    opened = await (await database.keyring()).open(citizen, tokens, ACCESS)

    assert opened == {"name": BRUNO.name, "cpr": BRUNO.cpr.number}


@pytest.fixture
async def moved_token(keyring: Keyring) -> tuple[CitizenId, Sealed]:
    """Nancy, and a token that was sealed for Bruno."""
    bruno, nancy = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(NANCY.cpr)
    return nancy, await keyring.seal(bruno, "name", BRUNO.name)


async def test_a_token_moved_to_another_citizen_does_not_open(
    keyring: Keyring, database: KeyringDatabase, moved_token: tuple[CitizenId, Sealed]
) -> None:
    nancy, token = moved_token
    own = await keyring.seal(nancy, "name", NANCY.name)

    with pytest.raises(NotThisCitizens) as refused:
        await keyring.open(nancy, {"own": own, "name": token}, ACCESS)

    assert str(refused.value) == "name"
    assert len(await database.accesses(nancy)) == 1


async def test_a_token_that_claims_another_citizens_key_does_not_open(
    keyring: Keyring, moved_token: tuple[CitizenId, Sealed]
) -> None:
    nancy, token = moved_token
    own = await keyring.seal(nancy, "name", NANCY.name)
    claimed = Sealed.of(key_id=own.key_id, kind=token.kind, token_id=token.token_id, box=token.box)

    with pytest.raises(TamperedToken):
        await keyring.open(nancy, {"name": claimed}, ACCESS)


async def test_a_citizen_that_the_keyring_never_gave_out_is_unknown(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    token = await keyring.seal(citizen, "name", BRUNO.name)
    stranger = new_citizen_id()

    with pytest.raises(UnknownCitizen):
        await keyring.seal(stranger, "name", "Nobody")
    with pytest.raises(UnknownCitizen):
        await keyring.link(NANCY.cpr, stranger)
    with pytest.raises(UnknownCitizen):
        await keyring.open(stranger, {"name": token}, ACCESS)
    assert len(await database.accesses(stranger)) == 1


async def test_a_linked_number_leads_to_the_same_citizen(keyring: Keyring) -> None:
    citizen = await keyring.get_or_create(NANCY_FORMERLY.cpr)

    await keyring.link(NANCY.cpr, citizen)
    await keyring.link(NANCY.cpr, citizen)

    assert await keyring.get_or_create(NANCY.cpr) == citizen
    assert await keyring.get_or_create(NANCY_FORMERLY.cpr) == citizen


async def test_a_number_that_leads_elsewhere_is_repointed_by_who_says_from_where(keyring: Keyring) -> None:
    other = await keyring.get_or_create(NANCY.cpr)
    citizen = await keyring.get_or_create(NANCY_FORMERLY.cpr)
    stranger = await keyring.get_or_create(BRUNO.cpr)

    assert not await keyring.link(NANCY.cpr, citizen)
    assert not await keyring.link(NANCY.cpr, citizen, instead_of=stranger)
    assert await keyring.find(NANCY.cpr) == other

    assert await keyring.link(NANCY.cpr, citizen, instead_of=other)
    assert await keyring.find(NANCY.cpr) == citizen


async def test_after_the_keys_are_destroyed_nothing_of_the_citizen_opens_or_is_sealed(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    token = await keyring.seal(citizen, "name", BRUNO.name)
    await keyring.open(citizen, {"name": token}, ACCESS)

    await database.destroy(citizen)
    database.now += 60

    for ring in (keyring, await database.keyring()):
        with pytest.raises(KeyDestroyed):
            await ring.open(citizen, {"name": token}, ACCESS)
        with pytest.raises(KeyDestroyed):
            await ring.seal(citizen, "name", BRUNO.name)
        with pytest.raises(KeyDestroyed):
            await ring.link(NANCY.cpr, citizen)
    assert len(await database.accesses(citizen)) == 1


async def test_another_process_forgets_a_destroyed_key_within_a_minute(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    warm = await database.keyring()
    citizen = await keyring.get_or_create(BRUNO.cpr)
    token = await warm.seal(citizen, "name", BRUNO.name)

    await database.destroy(citizen)

    database.now += 59.9
    assert await warm.open(citizen, {"name": token}, ACCESS) == {"name": BRUNO.name}
    database.now += 0.1
    with pytest.raises(KeyDestroyed):
        await warm.open(citizen, {"name": token}, ACCESS)


async def test_using_a_key_does_not_make_it_last_longer(keyring: Keyring, database: KeyringDatabase) -> None:
    warm = await database.keyring()
    citizen = await keyring.get_or_create(BRUNO.cpr)
    await warm.seal(citizen, "name", BRUNO.name)
    await database.destroy(citizen)

    for _ in range(5):
        database.now += 10
        await warm.seal(citizen, "name", BRUNO.name)
    database.now += 10

    with pytest.raises(KeyDestroyed):
        await warm.seal(citizen, "name", BRUNO.name)


async def test_keys_are_read_once_a_minute_and_not_once_a_call(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    await keyring.seal(citizen, "name", BRUNO.name)
    await database.rows("UPDATE citizen_key SET wrapped = ''")

    await keyring.seal(citizen, "name", BRUNO.name)
    database.now += 60
    with pytest.raises(WrongMasterKey):
        await keyring.seal(citizen, "name", BRUNO.name)


async def test_a_number_is_linked_to_no_destroyed_citizen_whose_key_is_still_in_memory(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    await keyring.seal(citizen, "name", BRUNO.name)
    await database.destroy(citizen)

    with pytest.raises(KeyDestroyed):
        await keyring.link(NANCY.cpr, citizen)


async def test_a_destroyed_citizens_number_begins_anew(keyring: Keyring, database: KeyringDatabase) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    await database.destroy(citizen)

    assert await keyring.get_or_create(BRUNO.cpr) != citizen


async def test_destroying_takes_every_number_and_no_other_citizen(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(NANCY.cpr)
    await keyring.link(NANCY_FORMERLY.cpr, citizen)
    other = await keyring.get_or_create(EJNAR.cpr)

    await database.destroy(citizen)
    await database.destroy(citizen)

    assert await database.rows("SELECT citizen_id FROM person") == [{"citizen_id": other}]
    assert await database.rows("SELECT citizen_id FROM citizen_key") == [{"citizen_id": other}]
    assert await database.rows("SELECT citizen_id FROM destroyed") == [{"citizen_id": citizen}]


async def test_linking_and_destroying_at_once_leave_no_number_behind(database: KeyringDatabase) -> None:
    one, two = await database.keyring(), await database.keyring()
    for n in range(0, 60, 2):
        citizen = await one.get_or_create(synthetic_cpr(n))
        await asyncio.gather(
            database.destroy(citizen), two.link(synthetic_cpr(n + 1), citizen), return_exceptions=True
        )

    assert await database.rows("SELECT FROM person") == []
    assert await database.rows("SELECT FROM citizen_key") == []


async def test_another_master_key_opens_nothing(keyring: Keyring, database: KeyringDatabase) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    token = await keyring.seal(citizen, "name", BRUNO.name)
    stranger = await database.keyring(EnvironmentMasterKey(secrets.token_bytes(32)))

    with pytest.raises(WrongMasterKey):
        await stranger.open(citizen, {"name": token}, ACCESS)


async def test_a_keyring_that_is_away_says_so_and_works_again_when_it_is_back(
    database: KeyringDatabase, servers: Servers
) -> None:
    async with keyring_at(database.user_url, MASTER_KEY, INDEX_KEY) as keyring:
        citizen = await keyring.get_or_create(BRUNO.cpr)
        token = await keyring.seal(citizen, "name", BRUNO.name)

        await servers.postgres.kill()
        try:
            for _ in range(3):
                with pytest.raises(KeyringAway):
                    await keyring.get_or_create(BRUNO.cpr)
            with pytest.raises(KeyringAway):
                await keyring.open(citizen, {"name": token}, ACCESS)
            with pytest.raises(KeyringAway):
                await database.destroy(citizen)
            async with keyring_at(database.user_url, MASTER_KEY, INDEX_KEY) as cold:
                with pytest.raises(KeyringAway):
                    await cold.seal(citizen, "name", BRUNO.name)
        finally:
            await servers.postgres.restart()

        assert await keyring.get_or_create(BRUNO.cpr) == citizen
        assert await keyring.open(citizen, {"name": token}, ACCESS) == {"name": BRUNO.name}
