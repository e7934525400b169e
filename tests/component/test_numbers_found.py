"""A citizen without a number, and the number that is found later, at the referral service's real doors."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from files_of_one import File, contact, in_days, new_number, refusal, registered, two
from samspil.referral.app.web import application
from samspil.stack import databases
from samspil.testkit.people import NATIONAL_REPLACEMENT, child_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.copenhagen import danish_day

CONTACTS = "/v1/citizens/contacts"
ENTRY = {"name": "Kalder sig Bo", "acting_municipality": "101", "basis": "sel-99"}
CHILD = child_cpr(danish_day(datetime.now(UTC)) - timedelta(days=17 * 365))


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


async def found(doors: WebUnderTest, number: str) -> str | None:
    answer = await doors.post("/v1/citizens/search", {"cpr": number, "reason": "new_case"})
    return str(answer.json()["citizen_id"]) if answer.status_code == 200 else None


async def test_a_contact_has_a_name_and_no_number_and_the_same_key_opens_it_once(doors: WebUnderTest) -> None:
    first, again = [await doors.post(CONTACTS, ENTRY, idempotency_key="one-contact") for _ in range(2)]
    other = await doors.post(CONTACTS, ENTRY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.json(), again.headers["location"]) == (first.json(), first.headers["location"])
    assert other.json()["citizen_id"] != first.json()["citizen_id"]
    shown = (await doors.get(first.headers["location"])).json()
    assert (shown["name"], shown["cpr"], shown["basis"]) == ("Kalder sig Bo", None, "sel-99")
    [event] = await doors.said(UUID(first.json()["citizen_id"]))
    assert (event.type, event.data.name.startswith("s1.")) == ("citizen.contact_opened.v1", True)


@pytest.mark.parametrize("basis", ["sel-12", "sel-82a", "sel-82b", "sel-82c", "sel-82d", "sel-99"])
async def test_what_is_open_to_anybody_or_seeks_them_out_asks_for_no_number(
    doors: WebUnderTest, basis: str
) -> None:
    assert (await doors.post(CONTACTS, {**ENTRY, "basis": basis})).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"basis": "sel-85"}, "#/basis", "not_without_number"),
        ({"basis": "sel-107"}, "#/basis", "not_without_number"),
        ({"basis": "lab"}, "#/basis", "not_without_number"),
        ({"basis": "fvl-28"}, "#/basis", "law_without_help"),
        ({"name": " "}, "#/name", "string_too_short"),
        ({"name": "\0"}, "#/name", None),
        ({"acting_municipality": "999"}, "#/acting_municipality", None),
        ({"cpr": NATIONAL_REPLACEMENT.cpr.number}, "#/cpr", "extra_forbidden"),
    ],
)
async def test_a_contact_that_cannot_be_one_is_refused_beside_its_field(
    doors: WebUnderTest, wrong: dict[str, str], pointer: str, code: str | None
) -> None:
    answer = await doors.post(CONTACTS, {**ENTRY, **wrong})

    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["pointer"] in {pointer, "#"}
    assert code is None or error["code"] == code


async def test_whoever_has_no_number_is_helped_moved_and_mourned_and_no_partner_is_asked(
    doors: WebUnderTest,
) -> None:
    file = await contact(doors)
    asked = {"to_unit": "JOB-1", "words": "Jeg vil i gang.", "basis": "lab", "consent_until": in_days(60)}

    assert refusal(await file.post("referrals", asked, version=None)) == (409, "number-wanted")
    await file.asks(basis="sel-99")
    move = {"moved_on": in_days(0), "residence_municipality": "265", "acting_municipality": "101"}
    assert (await file.post("move", move)).status_code == 200
    assert (await file.post("record-death", {"source": "relatives"})).status_code == 200
    assert (await file.read())["death"]["source"] == "relatives"


async def test_a_number_that_is_found_leads_to_the_file_and_is_its_own_from_then_on(
    doors: WebUnderTest,
) -> None:
    file, cpr = await contact(doors), new_number()
    before = await found(doors, cpr.number)

    linked = await file.post("link", {"cpr": cpr.number}, idempotency_key="found-it")
    again = await file.post("link", {"cpr": cpr.number}, version=1, idempotency_key="found-it")
    same = await file.post("link", {"cpr": cpr.number})

    assert (before, await found(doors, cpr.number)) == (None, str(file.id))
    assert (linked.status_code, linked.json()) == (200, {"citizen_id": str(file.id), "version": 2})
    assert (again.json(), again.headers["idempotency-replayed"]) == (linked.json(), "true")
    assert same.json() == linked.json()
    assert (await file.read())["cpr"] == cpr.number
    assert await file.said() == ["citizen.contact_opened.v1", "citizen.linked.v1"]
    assert cpr.number not in await doors.everything()


async def test_a_replacement_number_that_is_resolved_still_leads_here(doors: WebUnderTest) -> None:
    entry = {**ENTRY, "cpr": NATIONAL_REPLACEMENT.cpr.number, "basis": "sel-85"}
    answer = await doors.post("/v1/citizens", entry)
    file, cpr = File(doors, answer.json()["citizen_id"], None), new_number()

    assert (await file.post("link", {"cpr": cpr.number})).status_code == 200

    assert (await file.read())["cpr"] == cpr.number
    for number in (NATIONAL_REPLACEMENT.cpr.number, cpr.number):
        assert await found(doors, number) == file.id
        assert (await doors.post("/v1/citizens", {**entry, "cpr": number})).json()["citizen_id"] == file.id


async def test_whoever_saw_an_older_version_points_nothing_anywhere(doors: WebUnderTest) -> None:
    file, cpr = await contact(doors), new_number()

    assert refusal(await file.post("link", {"cpr": cpr.number}, version=7)) == (412, "stale-version")
    assert refusal(await file.post("link", {"cpr": cpr.number}, version=None)) == (428, "version-needed")
    assert await doors.keyring.find(cpr) is None


async def test_somebody_under_18_is_linked_with_why_they_are_here_already(doors: WebUnderTest) -> None:
    file = await contact(doors)

    without = await file.post("link", {"cpr": CHILD.number})
    assert [one["code"] for one in without.json()["errors"]] == ["transition_missing"]
    assert await doors.keyring.find(CHILD) is None

    told = await file.post("link", {"cpr": CHILD.number, "transition": "youth_psychiatry"})
    assert told.status_code == 200
    assert (await file.read())["transition"] == "youth_psychiatry"


async def test_a_number_of_another_file_is_refused_and_that_file_named_to_whoever_may_look_there(
    doors: WebUnderTest,
) -> None:
    other, file = await registered(doors, by="another-1"), await contact(doors)
    assert other.cpr is not None
    body = {"cpr": other.cpr.number}

    await doors.reason(file.id, "another-1")
    stranger = await file.post("link", body)
    theirs = await file.post("link", body, subject="another-1")

    assert refusal(stranger) == refusal(theirs) == (409, "number-of-another")
    assert "citizen_id" not in stranger.json()
    assert theirs.json()["citizen_id"] == str(other.id)
    assert (await file.read())["cpr"] is None
    assert await doors.keyring.find(other.cpr) == other.id


async def test_a_number_that_somebody_only_asked_about_is_repointed_here(doors: WebUnderTest) -> None:
    file, cpr = await contact(doors), new_number()
    asked_before = await doors.keyring.get_or_create(cpr)

    assert (await file.post("link", {"cpr": cpr.number})).status_code == 200

    assert file.id != asked_before
    assert await doors.keyring.find(cpr) == file.id


async def test_the_number_of_a_file_that_is_part_of_this_one_stays_that_files(doors: WebUnderTest) -> None:
    survivor, absorbed = await two(doors)
    assert absorbed.cpr is not None

    answer = await survivor.post("link", {"cpr": absorbed.cpr.number})
    mine = await survivor.post("link", {"cpr": new_number().number})

    assert (refusal(answer), answer.json()["citizen_id"]) == ((409, "number-of-another"), str(absorbed.id))
    assert mine.status_code == 200
    assert refusal(await absorbed.post("link", {"cpr": new_number().number})) == (409, "merged")


async def test_two_who_find_the_same_number_for_two_citizens_at_once_are_not_both_believed(
    doors: WebUnderTest,
) -> None:
    for _ in range(10):
        files, cpr = [await contact(doors) for _ in range(3)], new_number()

        answers = await asyncio.gather(*(one.post("link", {"cpr": cpr.number}) for one in files))

        assert sorted(one.status_code for one in answers) == [200, 409, 409]
        owner = await doors.keyring.find(cpr)
        numbers = {one.id: (await one.read())["cpr"] for one in files}
        assert numbers == {one.id: cpr.number if one.id == owner else None for one in files}


async def test_a_look_at_the_number_of_a_file_that_is_part_of_this_one_stands_in_its_log(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await two(doors)
    assert absorbed.cpr is not None
    await survivor.post("link", {"cpr": absorbed.cpr.number})

    async with databases.connected(doors.keyring_url) as keyring:
        query = "SELECT fields FROM access WHERE citizen_id = $1 AND why = 'link-number'"
        assert [row["fields"] for row in await keyring.fetch(query, absorbed.id)] == [["cpr"]]
