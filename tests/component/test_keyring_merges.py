"""Two ids of one person at the keyring: opened together, sealed apart, and parted again without a rest."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from keyring_database import ACCESS, KeyringDatabase
from samspil.rulebook.case_at_hand import AccessReason
from samspil.sealing.errors import NotThisCitizens
from samspil.sealing.keyring import Keyring
from samspil.sealing.reasons import GivenReason
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, EJNAR, NANCY

NUMBERS = "SELECT number_hmac, citizen_id, merged_from FROM person ORDER BY 1"


async def test_the_survivor_opens_what_either_sealed_and_both_numbers_lead_there(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    survivor = await keyring.get_or_create(BRUNO.cpr)
    absorbed = await keyring.get_or_create(ADMINISTRATIVE_REPLACEMENT.cpr)
    own = await keyring.seal(survivor, "name", "Bruno Test Elmer")
    theirs = await keyring.seal(absorbed, "name", "Ukendt mand")
    elsewhere = await database.keyring()
    with pytest.raises(NotThisCitizens):
        await elsewhere.open(survivor, {"name": theirs}, ACCESS)

    await keyring.follow_merges({absorbed: survivor}, about=absorbed)

    for one in (keyring, elsewhere):  # the other process kept the keys as they were
        opened = await one.open(survivor, {"own": own, "theirs": theirs}, ACCESS)
        assert opened == {"own": "Bruno Test Elmer", "theirs": "Ukendt mand"}
    assert await keyring.find(ADMINISTRATIVE_REPLACEMENT.cpr) == survivor
    assert await keyring.get_or_create(ADMINISTRATIVE_REPLACEMENT.cpr) == survivor
    assert (await keyring.seal(survivor, "name", "x")).key_id == own.key_id
    assert (await keyring.seal(absorbed, "name", "x")).key_id == theirs.key_id
    with pytest.raises(NotThisCitizens):
        await keyring.open(absorbed, {"own": own}, ACCESS)


async def test_parted_again_each_has_its_number_and_opens_its_own(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    survivor = await keyring.get_or_create(BRUNO.cpr)
    absorbed = await keyring.get_or_create(ADMINISTRATIVE_REPLACEMENT.cpr)
    theirs = await keyring.seal(absorbed, "name", "Ukendt mand")
    before = await database.rows(NUMBERS)
    await keyring.follow_merges({absorbed: survivor}, about=absorbed)
    await keyring.link(NANCY.cpr, survivor)

    await keyring.follow_merges({}, about=absorbed)

    assert [row for row in await database.rows(NUMBERS) if row in before] == before
    assert await keyring.find(NANCY.cpr) == survivor  # a number that came to the one person stays there
    with pytest.raises(NotThisCitizens):
        await (await database.keyring()).open(survivor, {"name": theirs}, ACCESS)
    assert await keyring.open(absorbed, {"name": theirs}, ACCESS) == {"name": "Ukendt mand"}


async def test_following_all_parts_nobody_who_was_joined_in_this_minute_and_everybody_else(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    survivor, absorbed = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(EJNAR.cpr)
    await keyring.follow_merges({absorbed: survivor}, about=absorbed)

    await keyring.follow_merges({})
    assert await keyring.find(EJNAR.cpr) == survivor

    await database.rows("UPDATE merged SET at = at - interval '2 minutes'")
    await keyring.follow_merges({})
    assert await keyring.find(EJNAR.cpr) == absorbed


async def test_merged_into_another_than_before_its_numbers_go_along(keyring: Keyring) -> None:
    first, absorbed = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(EJNAR.cpr)
    second = await keyring.get_or_create(NANCY.cpr)
    await keyring.follow_merges({absorbed: first}, about=absorbed)

    await keyring.follow_merges({absorbed: second})
    assert await keyring.find(EJNAR.cpr) == second

    await keyring.follow_merges({}, about=absorbed)
    assert await keyring.find(EJNAR.cpr) == absorbed


async def test_a_pair_of_which_one_was_erased_is_passed_over(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    survivor, absorbed = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(EJNAR.cpr)
    await database.destroy(survivor)

    await keyring.follow_merges({absorbed: survivor})

    assert await keyring.find(EJNAR.cpr) == absorbed


async def test_a_number_that_was_written_on_the_survivor_meanwhile_stays_there(keyring: Keyring) -> None:
    survivor, absorbed = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(EJNAR.cpr)
    await keyring.follow_merges({absorbed: survivor}, about=absorbed)
    assert await keyring.link(EJNAR.cpr, survivor, instead_of=survivor)

    await keyring.follow_merges({}, about=absorbed)

    assert await keyring.find(EJNAR.cpr) == survivor


async def test_a_reason_to_look_at_the_person_opens_each_of_their_files_while_they_are_one(
    keyring: Keyring,
) -> None:
    survivor, absorbed = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(EJNAR.cpr)
    ends = datetime.now(UTC) + timedelta(hours=1)
    given = GivenReason(uuid4(), "staff-1", "caseworker", frozenset(), AccessReason.ACUTE, None, ends)
    await keyring.give_reason(survivor, given)
    assert await keyring.reason_given(absorbed, "staff-1") is None

    await keyring.follow_merges({absorbed: survivor}, about=absorbed)
    assert await keyring.reason_given(absorbed, "staff-1") is AccessReason.ACUTE
    assert await keyring.reason_given(absorbed, "staff-2") is None

    await keyring.follow_merges({}, about=absorbed)
    assert await keyring.reason_given(absorbed, "staff-1") is None


async def test_a_citizen_without_a_number_has_a_key_until_a_number_leads_there(keyring: Keyring) -> None:
    citizen = await keyring.new_citizen()
    token = await keyring.seal(citizen, "name", "Kalder sig Bo")

    await keyring.link(BRUNO.cpr, citizen)

    assert await keyring.find(BRUNO.cpr) == citizen
    assert await keyring.open(citizen, {"name": token}, ACCESS) == {"name": "Kalder sig Bo"}
