"""Every look at a sealed field leaves a row that says who, why and which, and a same look no second."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from keyring_database import ACCESS, KeyringDatabase
from samspil.sealing.errors import (
    TamperedToken,
)
from samspil.sealing.keyring import Keyring
from samspil.testkit.people import (
    BRUNO,
    NANCY,
)
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


async def test_opening_many_fields_leaves_one_row_that_says_who_why_and_which(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    tokens = {name: await keyring.seal(citizen, "note", "text") for name in ("summary", "address", "name")}

    await keyring.open(citizen, tokens, ACCESS)

    [row] = await database.accesses(citizen)
    assert (row["who"], row["role"], row["sector"], row["why"]) == (
        "caseworker-7",
        "caseworker",
        "social",
        "referral.read",
    )
    assert row["fields"] == ["address", "name", "summary"]


async def test_a_look_that_opens_nothing_leaves_a_row_that_says_what_was_looked_at(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)

    await keyring.note(citizen, ACCESS, ["consents"])
    await keyring.note(citizen, ACCESS)

    assert [row["fields"] for row in await database.accesses(citizen)] == [["consents"], []]


OTHER_LOOKS = [
    (replace(ACCESS, who="caseworker-8"), ["name"]),
    (replace(ACCESS, role="leader"), ["name"]),
    (replace(ACCESS, sector=Sector.EMPLOYMENT), ["name"]),
    (replace(ACCESS, why="read-plan"), ["name"]),
    (ACCESS, ["name", "summary"]),
    (ACCESS, []),
]


async def test_the_same_look_again_writes_no_further_row_and_any_other_does(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen, other = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(NANCY.cpr)
    name = {"name": await keyring.seal(citizen, "name", BRUNO.name)}
    for _ in range(3):
        await keyring.open(citizen, name, ACCESS)
        await (await database.keyring()).note(citizen, ACCESS, ["name", "name"])
    assert len(await database.accesses(citizen)) == 1

    for access, fields in OTHER_LOOKS * 2:
        await keyring.note(citizen, access, fields)
    await keyring.note(other, ACCESS, ["name"])

    assert len(await database.accesses(citizen)) == 1 + len(OTHER_LOOKS)
    assert len(await database.accesses(other)) == 1


@pytest.mark.parametrize(("age", "rows"), [("14 minutes 50 seconds", 1), ("15 minutes", 2)])
async def test_after_fifteen_minutes_the_same_look_is_another(
    keyring: Keyring, database: KeyringDatabase, age: str, rows: int
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    await database.rows(
        "INSERT INTO access (at, who, role, sector, citizen_id, why, fields)"
        " VALUES (clock_timestamp() - $1::text::interval, $2, $3, $4, $5, $6, $7)",
        *(age, ACCESS.who, ACCESS.role, ACCESS.sector.value, citizen, ACCESS.why, ["name"]),
    )

    for _ in range(2):
        await keyring.note(citizen, ACCESS, ["name"])

    assert len(await database.accesses(citizen)) == rows


async def test_of_two_same_looks_at_once_the_later_waits_and_writes_no_further_row(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    earlier = await asyncpg.connect(database.user_url)
    undecided = earlier.transaction()
    await undecided.start()
    same = (ACCESS.who, ACCESS.role, ACCESS.sector.value, citizen, ACCESS.why, ["name"])
    await earlier.execute("SELECT note_access($1, $2, $3, $4, $5, $6)", *same)

    later = asyncio.create_task(keyring.note(citizen, ACCESS, ["name"]))
    assert await asyncio.wait([later], timeout=0.2) == (set(), {later})
    await undecided.commit()
    await earlier.close()
    await later

    assert len(await database.accesses(citizen)) == 1


async def test_the_attempt_is_logged_even_when_nothing_opens(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    token = await keyring.seal(citizen, "name", BRUNO.name)
    tampered = Sealed(token[:-4] + ("AAAA" if not token.endswith("AAAA") else "BBBB"))

    with pytest.raises(TamperedToken):
        await keyring.open(citizen, {"name": tampered}, ACCESS)

    assert [row["fields"] for row in await database.accesses(citizen)] == [["name"]]


async def test_nothing_opens_when_the_access_cannot_be_logged(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    citizen = await keyring.get_or_create(BRUNO.cpr)
    token = await keyring.seal(citizen, "name", BRUNO.name)
    await database.rows("ALTER TABLE access ADD CHECK (false) NOT VALID")

    with pytest.raises(asyncpg.CheckViolationError):
        await keyring.open(citizen, {"name": token}, ACCESS)
