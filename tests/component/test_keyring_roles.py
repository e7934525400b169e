"""What each role may do at the keyring's database, and what a reader of its tables learns."""

import json

import asyncpg
import pytest

from keyring_database import ACCESS, KeyringDatabase
from samspil.sealing.keyring import Keyring
from samspil.testkit.people import (
    BRUNO,
    NANCY,
    NANCY_FORMERLY,
)
from samspil.vocabulary.ids import uuid7


async def test_no_table_of_the_keyring_holds_a_name_a_number_or_a_key(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    for person in (BRUNO, NANCY):
        citizen = await keyring.get_or_create(person.cpr)
        tokens = {
            "name": await keyring.seal(citizen, "name", person.name),
            "cpr": await keyring.seal(citizen, "cpr", person.cpr.number),
        }
        await keyring.open(citizen, tokens, ACCESS)
    await keyring.link(NANCY_FORMERLY.cpr, citizen)
    await keyring.let_sign_in(citizen, uuid7(), BRUNO.cpr)

    tables = await database.rows("SELECT relname FROM pg_stat_user_tables")
    seen = 0
    for table in tables:
        for row in await database.rows(f'SELECT * FROM "{table["relname"]}"'):  # noqa: S608
            seen += 1
            held = b"\0".join(as_bytes(value) for value in row.values())
            for person in (BRUNO, NANCY, NANCY_FORMERLY):
                digits = person.cpr.number
                for secret in (person.name, person.name.split()[0], digits, f"{digits[:6]}-{digits[6:]}"):
                    assert secret.encode() not in held
                    assert secret.encode().hex().encode() not in held
    assert {"access", "citizen", "citizen_key", "person", "relative_sign_in"} <= {
        table["relname"] for table in tables
    }
    assert seen >= 9


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes) else json.dumps(value, default=str).encode()


@pytest.mark.parametrize(
    "change", ["UPDATE access SET who = 'nobody'", "DELETE FROM access", "TRUNCATE access"]
)
async def test_nobody_edits_the_access_log_its_owner_included(
    keyring: Keyring, database: KeyringDatabase, change: str
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    await keyring.open(citizen, {"name": await keyring.seal(citizen, "name", BRUNO.name)}, ACCESS)

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.rows(change)
    user = await asyncpg.connect(database.user_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await user.execute(change)
    await user.close()

    assert [row["who"] for row in await database.accesses(citizen)] == ["caseworker-7"]


@pytest.mark.parametrize(
    "deed",
    [
        "SELECT * FROM access",
        "SELECT * FROM access_reason",
        "UPDATE citizen_key SET wrapped = ''",
        "DELETE FROM citizen_key",
        "DELETE FROM citizen",
        "DELETE FROM person",
        "UPDATE relative_sign_in SET citizen_id = gen_random_uuid()",
        "TRUNCATE relative_sign_in",
        "DELETE FROM destroyed",
        "INSERT INTO destroyed VALUES (gen_random_uuid())",
        "TRUNCATE citizen CASCADE",
        "TRUNCATE citizen_key",
        "TRUNCATE person",
        "TRUNCATE destroyed",
        "CREATE TABLE mine ()",
    ],
)
async def test_a_service_may_do_nothing_that_it_need_not(database: KeyringDatabase, deed: str) -> None:
    user = await asyncpg.connect(database.user_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await user.execute(deed)
    await user.close()


async def test_who_reads_the_log_reads_it_and_the_reasons_that_were_given(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    await keyring.note(citizen, ACCESS, ["name"])

    reader = await asyncpg.connect(database.reader_url)
    assert await reader.fetchval("SELECT who FROM access WHERE citizen_id = $1", citizen) == ACCESS.who
    assert await reader.fetchval("SELECT count(*) FROM access_reason") == 0
    await reader.close()


@pytest.mark.parametrize(
    "deed",
    [
        "SELECT * FROM citizen",
        "SELECT * FROM citizen_key",
        "SELECT * FROM person",
        "SELECT * FROM relative_sign_in",
        "SELECT * FROM held_key",
        "SELECT * FROM destroyed",
        "SELECT * FROM held_key_of(gen_random_uuid())",
        "SELECT reason_given('', gen_random_uuid())",
        "SELECT destroy_held_keys()",
        "SELECT note_access('', '', '', gen_random_uuid(), '', '{}')",
        "SELECT note_access('', '', '', gen_random_uuid(), '', '{}', '{}', '', '')",
        "INSERT INTO access (who, role, sector, citizen_id, why, fields)"
        " VALUES ('', '', '', gen_random_uuid(), '', '{}')",
        "INSERT INTO access_reason (id) VALUES (gen_random_uuid())",
        "UPDATE access SET who = ''",
        "DELETE FROM access",
        "TRUNCATE access",
        "CREATE TABLE mine ()",
    ],
)
async def test_who_reads_the_log_may_do_nothing_else(database: KeyringDatabase, deed: str) -> None:
    reader = await asyncpg.connect(database.reader_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await reader.execute(deed)
    await reader.close()


async def test_every_table_of_the_keyring_is_among_those_that_its_log_is_read_without(
    database: KeyringDatabase,
) -> None:
    readable = await database.rows(
        "SELECT relname FROM pg_stat_user_tables WHERE has_table_privilege('access_reader', relid, 'SELECT')"
    )

    assert {row["relname"] for row in readable} == {"access", "access_reason"}


@pytest.mark.parametrize(
    "deed",
    [
        "SELECT * FROM access",
        "SELECT * FROM citizen_key",
        "SELECT * FROM person",
        "SELECT * FROM relative_sign_in",
        "DELETE FROM citizen_key",
        "DELETE FROM person",
        "DELETE FROM destroyed",
        "UPDATE citizen SET created_at = now()",
        "SELECT note_access('', '', '', gen_random_uuid(), '', '{}')",
    ],
)
async def test_who_may_erase_may_do_nothing_else(database: KeyringDatabase, deed: str) -> None:
    eraser = await asyncpg.connect(database.eraser_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await eraser.execute(deed)
    await eraser.close()
