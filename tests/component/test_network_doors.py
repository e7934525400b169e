"""The referral service's doors on a real database: relatives, contact wishes, the coordinator."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

import httpx2
import pytest

from samspil.referral.app.web import application
from samspil.stack import databases
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Role

NEW = count(70_001)
SISTER = {
    "kind": "sibling",
    "name": "Vera Opdigtet",
    "contact": "Ring om aftenen",
    "wishes": "Ikke på arbejdet",
}
METTE = {"coordinator": "sagsbehandler-social", "name": "Mette Prøvesen", "unit": "VOKSEN-1"}


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


def in_days(days: int) -> str:
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


async def registered(doors: WebUnderTest) -> str:
    """A new citizen's address; whoever calls has said why they have to look."""
    number = synthetic_cpr(next(NEW)).number
    entry = {"cpr": number, "name": "Ingen Prøve", "acting_municipality": "101", "basis": "sel-85"}
    citizen = (await doors.post("/v1/citizens", entry)).json()["citizen_id"]
    await doors.reason(UUID(citizen), "kontaktperson-social", "leder-social", "aisha", "lars")
    return f"/v1/citizens/{citizen}"


def problem(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def wrong(answer: httpx2.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


async def looks(doors: WebUnderTest, citizen: str, who: str) -> list[tuple[str, list[str]]]:
    async with databases.connected(doors.keyring_url) as keyring:
        query = "SELECT why, fields FROM access WHERE citizen_id = $1 AND who = $2"
        found = await keyring.fetch(query, UUID(citizen.rpartition("/")[2]), who)
        return [(row["why"], row["fields"]) for row in found]


async def test_a_relative_is_added_changed_and_steps_back_and_is_read_with_what_they_may_know(
    doors: WebUnderTest,
) -> None:
    citizen = await registered(doors)
    relatives = f"{citizen}/relatives"

    added = await doors.post(relatives, {**SISTER, "may_know": ["plan", "plan"], "until": in_days(9)})
    one = f"{relatives}/{added.json()['relative_id']}"
    seen = (await doors.get(relatives, Role.SUPPORT_WORKER, subject="aisha")).json()
    changed = await doors.post(
        f"{one}/change", {"kind": "sibling", "name": "Vera Opdigtet"}, if_match=added.headers["etag"]
    )
    left = await doors.post(f"{one}/remove", {"reason": "stepped_back"}, Role.SUPPORT_WORKER)

    assert (added.status_code, added.headers["location"]) == (201, relatives)
    [shown] = seen["relatives"]
    assert {name: shown[name] for name in SISTER} == SISTER
    assert (shown["may_know"], shown["may_be_told"], shown["until"]) == (["plan"], ["plan"], in_days(9))
    assert (changed.status_code, left.status_code) == (200, 200)
    [gone] = (await doors.get(relatives)).json()["relatives"]
    assert (gone["left"], gone["may_know"], gone["until"], gone["contact"]) == (
        "stepped_back",
        [],
        None,
        None,
    )
    names = [f"{shown['relative_id']}.{part}" for part in ("contact", "name", "wishes")]
    assert await looks(doors, citizen, "aisha") == [("read-relatives", names)]
    assert (await doors.types_said(UUID(citizen.rpartition("/")[2])))[1:] == [
        "citizen.relative_added.v1",
        "citizen.relative_changed.v1",
        "citizen.relative_removed.v1",
    ]


@pytest.mark.parametrize(
    ("permission", "refusal"),
    [
        ({"may_know": ["identity"], "until": 9}, ("#/may_know", "not_for_relatives")),
        ({"may_know": ["plan", "consent"], "until": 9}, ("#/may_know", "not_for_relatives")),
        ({"may_know": ["plan"]}, ("#/until", "missing")),
        ({"until": 9}, ("#/until", "last_day_of_nothing")),
        ({"may_know": ["plan"], "until": -1}, ("#/until", "date_past")),
        ({"may_know": ["plan"], "until": 800}, ("#/until", "permission_over_two_years")),
        ({"may_know": ["plan"], "until": 5_000}, ("#/until", "date_implausible")),
        ({"may_know": ["everything"], "until": 9}, ("#/may_know/0", "enum")),
        ({"name": "\x00"}, ("#/name", "text_unreadable")),
        ({"name": " "}, ("#/name", "string_too_short")),
        ({"kind": "stranger"}, ("#/kind", "enum")),
        ({"cpr": "0"}, ("#", "extra_forbidden")),
    ],
)
async def test_a_permission_that_is_none_is_refused_beside_its_field_when_added_and_when_changed(
    doors: WebUnderTest, permission: dict[str, object], refusal: tuple[str, str]
) -> None:
    citizen = await registered(doors)
    day = permission.get("until")
    body = {**SISTER, **permission, **({"until": in_days(day)} if isinstance(day, int) else {})}
    added = await doors.post(f"{citizen}/relatives", SISTER)
    one = f"{citizen}/relatives/{added.json()['relative_id']}"

    assert wrong(await doors.post(f"{citizen}/relatives", body)) == [refusal]
    assert wrong(await doors.post(f"{one}/change", body, if_match=added.headers["etag"])) == [refusal]


async def test_who_has_left_or_was_never_named_is_refused_by_a_problem_of_its_own(
    doors: WebUnderTest,
) -> None:
    citizen, other = await registered(doors), await registered(doors)
    added = await doors.post(f"{citizen}/relatives", SISTER)
    id_, seen = added.json()["relative_id"], added.headers["etag"]
    one = f"{citizen}/relatives/{id_}"

    assert problem(await doors.post(f"{one}/change", SISTER)) == (428, "version-needed")
    assert problem(await doors.post(f"{one}/change", SISTER, if_match='"1"')) == (412, "stale-version")
    for somebody in (f"{other}/relatives/{id_}", f"{citizen}/relatives/{uuid4()}"):
        stranger = await doors.post(f"{somebody}/change", SISTER, if_match=seen)
        assert problem(stranger) == (404, "unknown-relative")
    nobody = await doors.post(f"/v1/citizens/{uuid4()}/relatives", SISTER)
    assert problem(nobody) == (404, "unknown-citizen")
    assert (await doors.get(f"/v1/citizens/{uuid4()}/relatives")).status_code == 404
    await doors.post(f"{one}/remove", {"reason": "permission_withdrawn"})
    again = await doors.post(f"{one}/remove", {"reason": "mistake"})
    assert problem(again) == (409, "relative-has-left")
    late = await doors.post(f"{one}/change", SISTER, if_match='"3"')
    assert problem(late) == (409, "relative-has-left")


async def test_the_file_tells_who_coordinates_and_how_the_citizen_wants_to_be_contacted(
    doors: WebUnderTest,
) -> None:
    citizen = await registered(doors)
    before = (await doors.get(citizen)).json()
    wishes = {"ways": ["visit", "text_message", "visit"], "words": "Ikke før klokken ti."}

    wished = await doors.post(f"{citizen}/contact-wishes", wishes, Role.SUPPORT_WORKER, if_match='"1"')
    named = await doors.post(f"{citizen}/coordinator", METTE, Role.LEADER, if_match=wished.headers["etag"])

    file = await doors.get(citizen, subject="lars")
    assert (before["coordinator"], before["contact_wishes"]) == (None, None)
    assert (wished.json()["version"], named.json()["version"]) == (2, 3)
    assert file.headers["etag"] == named.headers["etag"] == '"3"'
    told = file.json()
    assert {name: told["coordinator"][name] for name in ("staff", "name", "unit")} == {
        "staff": METTE["coordinator"],
        "name": METTE["name"],
        "unit": METTE["unit"],
    }
    assert (told["contact_wishes"]["ways"], told["contact_wishes"]["words"]) == (
        ["visit", "text_message"],
        wishes["words"],
    )
    assert await looks(doors, citizen, "lars") == [
        ("read-citizen-file", ["coordinator.name", "cpr", "name", "wishes.words"])
    ]


async def test_wishes_and_coordinators_that_are_none_and_files_that_were_not_seen_are_refused(
    doors: WebUnderTest,
) -> None:
    citizen = await registered(doors)
    wishes, coordinator = f"{citizen}/contact-wishes", f"{citizen}/coordinator"

    assert wrong(await doors.post(wishes, {}, if_match='"1"')) == [("#/ways", "missing")]
    assert wrong(await doors.post(wishes, {"ways": ["post"]}, if_match='"1"')) == [("#/ways/0", "enum")]
    assert wrong(await doors.post(coordinator, {**METTE, "unit": "JOB-1"}, if_match='"1"')) == [
        ("#/unit", "unknown_unit")
    ]
    assert wrong(await doors.post(coordinator, {**METTE, "coordinator": ""}, if_match='"1"')) == [
        ("#/coordinator", "string_pattern_mismatch")
    ]
    for door, body in ((wishes, {"words": "Ring."}), (coordinator, METTE)):
        assert problem(await doors.post(door, body)) == (428, "version-needed")
        assert problem(await doors.post(door, body, if_match='"7"')) == (412, "stale-version")
    worker = await doors.post(coordinator, METTE, Role.SUPPORT_WORKER, if_match='"1"')
    assert problem(worker) == (403, "forbidden-role")
    nobody = await doors.post(f"/v1/citizens/{uuid4()}/coordinator", METTE, if_match='"1"')
    assert problem(nobody) == (404, "unknown-citizen")
    assert (await doors.get(citizen)).headers["etag"] == '"1"'


async def test_what_is_sent_twice_with_one_key_is_entered_once(doors: WebUnderTest) -> None:
    citizen = await registered(doors)
    key = str(uuid4())

    first, again = [await doors.post(f"{citizen}/relatives", SISTER, idempotency_key=key) for _ in range(2)]

    assert first.json() == again.json()
    assert len((await doors.get(f"{citizen}/relatives")).json()["relatives"]) == 1
