"""A relative signs in: found by a hash that joins with nothing, let in by staff, out by whoever wants it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

import httpx2
import pytest

from keyring_database import INDEX_KEY, KeyringDatabase
from samspil.referral.app.web import application
from samspil.sealing.errors import UnknownCitizen
from samspil.sealing.keyring import Keyring
from samspil.stack import databases
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO, EJNAR, NANCY, VERA, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId, new_citizen_id
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.ids import uuid7
from samspil.web.auth import Role

ROWS = "SELECT relative_id, citizen_id, number_hmac FROM relative_sign_in ORDER BY created_at"
NEW = count(71_001)


async def found(keyring: Keyring, cpr: Cpr) -> set[tuple[UUID, UUID]]:
    return {(one.citizen, one.relative) for one in await keyring.find_relatives(cpr)}


async def test_a_number_leads_to_everybody_it_was_let_in_as_and_to_nobody_else(keyring: Keyring) -> None:
    bruno, nancy = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(NANCY.cpr)
    one, two, other = uuid7(), uuid7(), uuid7()
    await keyring.let_sign_in(bruno, one, VERA.cpr)
    await keyring.let_sign_in(nancy, two, VERA.cpr)
    await keyring.let_sign_in(nancy, other, EJNAR.cpr)

    assert await found(keyring, VERA.cpr) == {(bruno, one), (nancy, two)}
    assert await found(keyring, BRUNO.cpr) == set()
    assert await keyring.who_signs_in(nancy) == {two, other}
    assert await keyring.find(VERA.cpr) is None, "nobody is made of them"


async def test_no_two_rows_of_one_person_have_a_hash_in_common_nor_one_with_their_own_file(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    bruno, vera = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(VERA.cpr)
    nancy = await keyring.get_or_create(NANCY.cpr)
    await keyring.let_sign_in(bruno, uuid7(), VERA.cpr)
    await keyring.let_sign_in(nancy, uuid7(), VERA.cpr)

    hashes = [row["number_hmac"] for row in await database.rows(ROWS)]
    persons = [row["number_hmac"] for row in await database.rows("SELECT number_hmac FROM person")]
    assert len({*hashes, *persons}) == len(hashes) + len(persons) == 5
    assert INDEX_KEY.of(VERA.cpr) in persons
    assert vera not in {row["citizen_id"] for row in await database.rows(ROWS)}


async def test_another_number_takes_the_place_of_the_one_before_and_an_ended_one_leads_nowhere(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    bruno, relative = await keyring.get_or_create(BRUNO.cpr), uuid7()
    await keyring.let_sign_in(bruno, relative, VERA.cpr)
    await keyring.let_sign_in(bruno, relative, EJNAR.cpr)
    assert await found(keyring, VERA.cpr) == set()
    assert await found(keyring, EJNAR.cpr) == {(bruno, relative)}

    await keyring.end_sign_in(bruno, relative)
    await keyring.end_sign_in(bruno, relative)
    assert await found(keyring, EJNAR.cpr) == set()
    assert await database.rows(ROWS) == []


async def test_a_relative_is_one_citizens_for_good_and_of_a_stranger_there_is_none(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    bruno, nancy = await keyring.get_or_create(BRUNO.cpr), await keyring.get_or_create(NANCY.cpr)
    relative = uuid7()
    await keyring.let_sign_in(bruno, relative, VERA.cpr)
    await keyring.let_sign_in(nancy, relative, EJNAR.cpr)
    await keyring.end_sign_in(nancy, relative)

    assert await found(keyring, VERA.cpr) == {(bruno, relative)}
    assert await found(keyring, EJNAR.cpr) == set()
    with pytest.raises(UnknownCitizen):
        await keyring.let_sign_in(new_citizen_id(), uuid7(), VERA.cpr)
    assert len(await database.rows(ROWS)) == 1


async def test_with_the_citizens_keys_goes_who_signs_in_as_their_relatives(
    keyring: Keyring, database: KeyringDatabase
) -> None:
    bruno = await keyring.get_or_create(BRUNO.cpr)
    await keyring.let_sign_in(bruno, uuid7(), VERA.cpr)
    await database.destroy(bruno)

    assert await database.rows(ROWS) == []
    assert await keyring.find(BRUNO.cpr) is None, "the citizen is let in no longer, either"


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


class File:
    """A citizen's file with one relative, and whoever comes from home."""

    def __init__(self, doors: WebUnderTest, citizen: str, relative: str, number: int) -> None:
        self._doors = doors
        self.citizen = CitizenId(UUID(citizen))
        self.relative = relative
        self.own = synthetic_cpr(number)
        self.theirs = synthetic_cpr(number + 1_000_000)

    @classmethod
    async def of(cls, doors: WebUnderTest) -> "File":
        number = next(NEW)
        entry = {"cpr": synthetic_cpr(number).number, "name": "Ingen Prøve", "acting_municipality": "101"}
        citizen = (await doors.post("/v1/citizens", {**entry, "basis": "sel-85"})).json()["citizen_id"]
        until = (danish_day(datetime.now(UTC)) + timedelta(days=9)).isoformat()
        sister = {"kind": "sibling", "name": "Vera Opdigtet", "may_know": ["plan"], "until": until}
        added = await doors.post(f"/v1/citizens/{citizen}/relatives", sister)
        return cls(doors, citizen, added.json()["relative_id"], number)

    async def post(
        self, verb: str, body: object = None, *, who: str | None = None, **headers: str
    ) -> httpx2.Response:
        """About the relative, by staff or with this token."""
        told = headers | ({"authorization": who} if who else {})
        path = f"/v1/citizens/{self.citizen}/relatives/{self.relative}/{verb}"
        return await self._doors.post(path, body, Role.CASEWORKER, subject=None, **told)

    async def signs_in(self) -> bool:
        found = await self._doors.keyring.find_relatives(self.theirs)
        return [(one.citizen, str(one.relative)) for one in found] == [(self.citizen, self.relative)]

    def themselves(self, **changed: UUID | str) -> str:
        told = {"subject": self.relative, "about": self.citizen, **changed}
        return bearer(Role.RELATIVE, None, str(told["subject"]), UUID(str(told["about"])))

    async def left(self) -> str | None:
        read = await self._doors.get(f"/v1/citizens/{self.citizen}/relatives")
        [one] = read.json()["relatives"]
        assert one["signs_in"] is await self.signs_in()
        left: str | None = one["left"]
        return left


def problem(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_staff_let_a_relative_sign_in_and_end_it_and_the_log_tells_who(doors: WebUnderTest) -> None:
    file = await File.of(doors)
    let = await file.post("sign-in", {"cpr": file.theirs.number})
    assert (let.status_code, let.json()["relative_id"], await file.signs_in()) == (200, file.relative, True)
    again = await file.post("sign-in", {"cpr": file.theirs.number})
    assert (again.status_code, again.headers["etag"]) == (200, let.headers["etag"])
    assert await file.left() is None

    ended = await file.post("sign-in/end")
    assert (ended.status_code, await file.signs_in(), await file.left()) == (200, False, None)
    async with databases.connected(doors.keyring_url) as keyring:
        query = "SELECT why, fields FROM access WHERE citizen_id = $1 AND why LIKE '%sign-in' ORDER BY id"
        rows = await keyring.fetch(query, file.citizen)
    assert [(row["why"], row["fields"]) for row in rows] == [
        ("let-relative-sign-in", ["relatives.sign_in"]),
        ("end-relative-sign-in", ["relatives.sign_in"]),
    ]
    assert file.theirs.number not in await doors.everything()


@pytest.mark.parametrize("cpr", ["0", "", "0101585000\x00", None, 101585000, "010158-50000"])
async def test_a_number_that_is_none_lets_nobody_in(doors: WebUnderTest, cpr: object) -> None:
    file = await File.of(doors)

    answer = await file.post("sign-in", {"cpr": cpr})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/cpr")
    assert await doors.keyring.who_signs_in(file.citizen) == set()


async def test_the_citizens_own_number_is_not_a_relatives(doors: WebUnderTest) -> None:
    file = await File.of(doors)

    answer = await file.post("sign-in", {"cpr": file.own.number})
    [wrong] = answer.json()["errors"]
    assert (answer.status_code, wrong["pointer"], wrong["code"]) == (422, "#/cpr", "citizens_own_number")
    assert await doors.keyring.who_signs_in(file.citizen) == set()


@pytest.mark.parametrize("how", ["remove", "step-back"])
async def test_whoever_leaves_signs_in_no_longer_and_is_let_in_no_more(doors: WebUnderTest, how: str) -> None:
    file = await File.of(doors)
    await file.post("sign-in", {"cpr": file.theirs.number})
    if how == "remove":
        left = await file.post("remove", {"reason": "permission_withdrawn"})
    else:
        left = await file.post("step-back", who=file.themselves())

    assert (left.status_code, await file.signs_in()) == (200, False)
    assert await file.left() == ("permission_withdrawn" if how == "remove" else "stepped_back")
    refused = await file.post("sign-in", {"cpr": file.theirs.number})
    assert problem(refused) == (409, "relative-has-left")
    assert problem(await file.post("step-back", who=file.themselves())) == (409, "relative-has-left")
    assert await file.signs_in() is False


async def test_what_was_left_behind_of_who_had_gone_before_goes_when_they_go_again(
    doors: WebUnderTest,
) -> None:
    file = await File.of(doors)
    await file.post("remove", {"reason": "mistake"})
    await doors.keyring.let_sign_in(file.citizen, UUID(file.relative), file.theirs)

    assert problem(await file.post("remove", {"reason": "mistake"})) == (409, "relative-has-left")
    assert await file.signs_in() is False


async def test_a_relative_steps_back_themselves_and_nobody_steps_back_for_them(doors: WebUnderTest) -> None:
    file, other = await File.of(doors), await File.of(doors)
    strangers = {
        "another relative": file.themselves(subject=other.relative),
        "a relative of another citizen's": file.themselves(about=other.citizen),
        "the citizen": bearer(Role.CITIZEN, None, str(file.citizen)),
        "a caseworker": bearer(Role.CASEWORKER, None),
    }
    for who, token in strangers.items():
        assert (await file.post("step-back", who=token)).status_code == 403, who
    assert await file.left() is None

    key = str(uuid4())
    first, twice = [
        await file.post("step-back", who=file.themselves(), idempotency_key=key) for _ in range(2)
    ]
    assert (first.status_code, twice.status_code, twice.json()) == (200, 200, first.json())
    [fact] = [one for one in await doors.said(file.citizen) if "removed" in one.type]
    assert (fact.data.reason, fact.data.recorded_by) == ("stepped_back", file.relative)


async def test_a_relative_is_let_in_at_no_other_door(doors: WebUnderTest) -> None:
    file = await File.of(doors)

    for verb, body in (("sign-in", {"cpr": file.theirs.number}), ("remove", {"reason": "mistake"})):
        assert (await file.post(verb, body, who=file.themselves())).status_code == 403
    path = f"/v1/citizens/{file.citizen}"
    for below in ("", "/relatives", "/consents", "/referrals"):
        answer = await doors.get(path + below, authorization=file.themselves())
        assert answer.status_code == 403, below


async def test_the_citizen_takes_a_consent_back_and_it_is_said_that_they_did(doors: WebUnderTest) -> None:
    file, other = await File.of(doors), await File.of(doors)
    path = f"/v1/citizens/{file.citizen}"
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
    case = (await doors.post(f"{path}/referrals", asked)).json()["referral_id"]
    example = (await doors.get("/openapi.json")).json()["components"]["schemas"]["GiveConsent"]["examples"][0]
    given = (await doors.post(f"{path}/consents", {**example, "case": case})).json()["consent_id"]
    own, others = (bearer(Role.CITIZEN, None, str(one.citizen)) for one in (file, other))
    withdraw = f"{path}/consents/{given}/withdraw"

    assert problem(await doors.post(withdraw, authorization=others)) == (403, "not-their-own")
    assert problem(await doors.post(withdraw, authorization=file.themselves())) == (403, "forbidden-role")
    # Whatever else of the citizen cannot be read.
    await doors.pool.execute("UPDATE citizen_file SET state = '{}' WHERE citizen_id = $1", file.citizen)
    await doors.pool.execute("UPDATE referral SET kept = '{}' WHERE citizen_id = $1", file.citizen)
    taken = await doors.post(withdraw, authorization=own)

    assert taken.status_code == 200, taken.text
    [fact] = [one for one in await doors.said(file.citizen) if "withdrawn" in one.type]
    assert fact.data.recorded_by == str(file.citizen)
    assert problem(await doors.post(withdraw, authorization=own)) == (409, "consent-already-withdrawn")
